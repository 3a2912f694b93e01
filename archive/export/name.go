package export

import (
	"fmt"
	"path"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// nameBytes is how long a file's name may be on the file systems in use.
const nameBytes = 240

// reserved are names that Windows keeps for devices, with any ending.
var reserved = regexp.MustCompile(`(?i)^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\..*)?$`)

// safePath makes a path that unpacks below its folder on every system, as close
// to the given one as can be: nothing leads up or out, no sign is special
// anywhere, no name is too long.
func safePath(p string) string {
	var safe []string
	for part := range strings.SplitSeq(p, "/") {
		if part == "" || part == "." || part == ".." {
			continue
		}
		safe = append(safe, safeName(part))
	}
	if len(safe) == 0 {
		return "_"
	}
	return strings.Join(safe, "/")
}

func safeName(s string) string {
	s = strings.Map(func(r rune) rune {
		// Cc and Cf: what cannot be seen, and what turns the order of letters.
		if r == utf8.RuneError || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) || strings.ContainsRune(`<>:"\|?*`, r) {
			return '_'
		}
		return r
	}, norm.NFC.String(strings.ToValidUTF8(s, "_")))
	if cut := strings.TrimRight(s, ". "); cut != s { // which Windows drops
		s = cut + "_"
	}
	if reserved.MatchString(s) {
		s = "_" + s
	}
	return shorten(s, nameBytes)
}

// shorten cuts a name before its ending.
func shorten(s string, most int) string {
	if len(s) <= most {
		return s
	}
	end := path.Ext(s)
	if len(end) > 20 {
		end = ""
	}
	s = s[:most-len(end)]
	for !utf8.ValidString(s) {
		s = s[:len(s)-1]
	}
	return s + end
}

// names hands out safe paths, none twice, not even to a system for which A and a
// are one; and none that is a folder of another.
type names struct {
	files, folders map[string]bool
	next           map[string]int // the number that a path taken already gets
}

func newNames() *names { return &names{map[string]bool{}, map[string]bool{}, map[string]int{}} }

func fold(p string) string { return strings.ToLower(norm.NFKC.String(p)) }

func (n *names) take(p string) string {
	safe := safePath(p)
	first := fold(safe)
	for i, way := max(2, n.next[first]), safe; ; i++ {
		if n.free(way) {
			n.next[first] = i
			n.files[fold(way)] = true
			for dir := path.Dir(way); dir != "."; dir = path.Dir(dir) {
				n.folders[fold(dir)] = true
			}
			return way
		}
		dir, file := path.Split(safe)
		if parent := strings.TrimSuffix(dir, "/"); parent != "" && n.occupied(parent) {
			dir = strings.ReplaceAll(dir, "/", "_") // a file stands where its folder would be
		}
		end := path.Ext(file)
		mark := fmt.Sprintf(" (%d)", i)
		way = dir + shorten(strings.TrimSuffix(file, end), nameBytes-len(mark)-len(end)) + mark + end
	}
}

// occupied reports whether a folder, or one above it, is a file already.
func (n *names) occupied(dir string) bool {
	for ; dir != "." && dir != "/"; dir = path.Dir(dir) {
		if n.files[fold(dir)] {
			return true
		}
	}
	return false
}

func (n *names) free(p string) bool {
	f := fold(p)
	return !n.files[f] && !n.folders[f] && !n.occupied(path.Dir(p))
}
