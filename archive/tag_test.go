package archive

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestTags(t *testing.T) {
	for _, c := range []struct{ typed, want string }{
		{"", ""},
		{" , ,", ""},
		{"Jails, budget  2016,jails", "budget 2016|jails"},
		{"Ärger", "ärger"},
		{strings.Repeat("a", 60), strings.Repeat("a", 60)},
	} {
		got, err := Tags(c.typed)
		if err != nil || strings.Join(got, "|") != c.want {
			t.Errorf("%q: %q, %v; want %s", c.typed, got, err, c.want)
		}
	}
	many := ""
	for n := range 51 {
		many += fmt.Sprint(n, ",")
	}
	for _, typed := range []string{strings.Repeat("a", 61), `say "so"`, "a\x00b", "\xff", many} {
		if _, err := Tags(typed); !errors.Is(err, ErrInvalid) {
			t.Errorf("%.20q: %v", typed, err)
		}
	}
}
