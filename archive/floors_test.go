package archive_test

import (
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
)

// floors lists the packages from the ground up. A package imports from lines
// above its own only, never from its own line or below.
var floors = []string{
	"archive archive/stamp archive/internal/edits archive/extract/scratch search/query fixtures",
	"archive/extract/pdf/syntax archive/extract/pdf/mark",
	"archive/extract/pdf/object archive/extract/pdf/layout",
	"archive/extract/pdf/font archive/extract/pdf/table archive/extract/pdf/release archive/extract/pdf/furniture",
	"archive/extract/pdf/content archive/extract/pdf/pdfium archive/extract/pdf/document archive/extract/pdf/document/*",
	"archive/internal/* archive/link/period archive/link/gazetteer archive/message archive/extract/internal/plain archive/extract/internal/flow archive/extract/internal/parts archive/extract/internal/book",
	"search/analysis archive/align archive/audit archive/twin archive/blob archive/content archive/grid archive/cite archive/link archive/foia search/segment archive/extract/internal/* archive/extract/limits cmd/bench/score fixtures/* archive/cite/*",
	"archive/extract/pdf archive/extract/mail archive/extract/sheet archive/extract/office archive/extract/pack archive/extract/ocr archive/extract/picture archive/extract/libreoffice",
	"archive/extract/outlook",
	"archive/extract archive/claim archive/export archive/report archive/foialog archive/letter archive/foia/feed search search/press",
	"archive/compare archive/correct archive/series search/searchtest",
	"archive/store archive/picture",
	"archive/lists",
	"archive/ingest archive/check",
	"web cmd/bench/scale",
	"cmd/readingroom cmd/bench archive/link/gazetteer/generate",
}

func floorOf(t *testing.T, path string) int {
	for n, floor := range floors {
		for _, p := range strings.Fields(floor) {
			under, tree := strings.CutSuffix(p, "/*")
			if p == path || tree && strings.HasPrefix(path, under+"/") {
				return n
			}
		}
	}
	t.Errorf("package %s stands on no floor: give it one in floors_test.go", path)
	return -1
}

func TestImportsPointDown(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", "readingroom/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		self := strings.TrimPrefix(p.ImportPath, "readingroom/")
		own := floorOf(t, self)
		for _, imported := range p.Imports {
			imported, ours := strings.CutPrefix(imported, "readingroom/")
			if !ours || strings.HasPrefix(self, "fixtures/") && strings.HasPrefix(imported, "fixtures") {
				continue
			}
			if floorOf(t, imported) >= own {
				t.Errorf("%s imports %s, which stands on its own floor or above", self, imported)
			}
			checked++
		}
		if self != "search" && !strings.HasPrefix(self, "search/") {
			for _, imported := range p.Imports {
				if strings.HasPrefix(imported, "github.com/blevesearch/bleve") {
					t.Errorf("%s imports bleve; search alone does", self)
				}
			}
		}
	}
	if checked < 20 {
		t.Errorf("only %d imports were looked at", checked)
	}
}
