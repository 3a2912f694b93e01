package web

import (
	"net/http"
	"strings"
	"testing"
)

func TestTags(t *testing.T) {
	_, h := newReports(t)
	if a := ask(t, h, "POST", "/items/2026-001-0001/tags", body(formKind, "tags=Jails, to read&by=Ann")); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d %s", a.StatusCode, a.body)
	}
	get(t, h, "/items/2026-001-0001").want(t, 200, "main", "jails", "to read")
	if found := get(t, h, "/search.json?tag=jails"); !strings.Contains(found.body, `"2026-001-0001"`) || strings.Contains(found.body, `"2026-001-0002"`) {
		t.Errorf("by its tag: %s", found.body)
	}
	ask(t, h, "POST", "/items/2026-001-0001/tags", body(formKind, "tags=jails&by=")).want(t, 400, "main", "Say who files it")
	ask(t, h, "POST", "/items/2026-001-0001/tags", body(formKind, "tags=%22&by=Ann")).want(t, 400, "main", "Tags are at most")
	ask(t, h, "POST", "/items/2026-001-9999/tags", body(formKind, "tags=a&by=Ann")).want(t, 404, "main", "no item")
	if a := ask(t, h, "POST", "/items/2026-001-0001/tags", body(formKind, "tags=&by=Ann")); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d %s", a.StatusCode, a.body)
	}
	if found := get(t, h, "/search.json?tag=jails"); strings.Contains(found.body, `"2026-001-0001"`) {
		t.Errorf("by a tag taken away: %s", found.body)
	}
}
