package object

import (
	"strings"

	"github.com/ledongthuc/pdf"

	"readingroom/archive/extract/pdf/syntax"
)

// maxDict is how long a printed dictionary may be to be looked through for references.
const maxDict = 1 << 20

// Refs returns the references that are entries of a dictionary or of a
// stream's dictionary, as "12 0 R". They say whether two values are the same
// object, which the values themselves do not.
func Refs(v pdf.Value) map[string]string {
	refs := map[string]string{}
	dict, ok := printed(v)
	if !ok {
		return refs
	}
	for i := 0; i < len(dict.List); {
		if dict.List[i].Kind != syntax.Name {
			i++
			continue
		}
		key := string(dict.List[i].Text)
		if ref, ok := ref(dict.List[i+1:]); ok {
			refs[key] = ref
			i += 4
		} else {
			i += 2 // a direct value; lists and dictionaries are one token
		}
	}
	return refs
}

// RefList returns the references that are elements of an array, and "" for those that are not.
func RefList(v pdf.Value) []string {
	array, ok := printed(v)
	if !ok || array.Kind != syntax.Array {
		return nil
	}
	var refs []string
	for i := 0; i < len(array.List); {
		if ref, ok := ref(array.List[i:]); ok {
			refs = append(refs, ref)
			i += 3
		} else {
			refs = append(refs, "")
			i++
		}
	}
	return refs
}

// printed parses what the library prints of a value: references stand in it as they do in the file.
func printed(v pdf.Value) (syntax.Token, bool) {
	var s string
	if Guard(func() { s = v.String() }) != nil || len(s) > maxDict {
		return syntax.Token{}, false
	}
	t := syntax.NewLexer([]byte(s)).Next()
	return t, t.Kind == syntax.Dict || t.Kind == syntax.Array
}

// ref reads "12 0 R" at the start of a list.
func ref(list []syntax.Token) (string, bool) {
	if len(list) < 3 || list[0].Kind != syntax.Number || list[1].Kind != syntax.Number ||
		list[2].Kind != syntax.Operator || string(list[2].Text) != "R" {
		return "", false
	}
	var b strings.Builder
	for i, t := range list[:3] {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.Write(t.Text)
	}
	return b.String(), true
}
