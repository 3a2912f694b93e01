package archive

import (
	"path"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxName is the longest name shown or stored, in bytes; longer ones keep
// their beginning and their extension.
const MaxName = 255

// ShowName makes a file's name fit to show and to store: the last element of
// the path, no control or direction-changing characters, valid UTF-8. The name
// is a stranger's; nothing is ever opened by it.
func ShowName(raw string) string {
	raw = strings.ReplaceAll(raw, "\\", "/")
	name := strings.Map(func(r rune) rune {
		if r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return '\uFFFD'
		}
		return r
	}, strings.ToValidUTF8(path.Base(raw), "\uFFFD"))
	switch strings.TrimSpace(name) {
	case "", ".", "..", "/":
		return "unnamed"
	}
	if len(name) > MaxName {
		ext := path.Ext(name)
		if len(ext) > 16 {
			ext = ""
		}
		name = strings.ToValidUTF8(name[:MaxName-len(ext)-len("…")], "") + "…" + ext
	}
	return name
}

// IsLitter reports whether a file of a folder or a zip is no record but what a
// system keeps about the folder, such as ".DS_Store", or about a file in it:
// "__MACOSX/release/._report.pdf", "~$report.docx".
func IsLitter(name string) bool {
	name = strings.ReplaceAll(name, `\`, "/")
	base := path.Base(name)
	switch strings.ToLower(base) {
	case ".ds_store", "thumbs.db", "desktop.ini":
		return true
	}
	return strings.HasPrefix(base, "._") || strings.HasPrefix(base, "~$") || strings.HasPrefix(name, "__MACOSX/")
}

// ExactPath prints a path so that no byte of it is lost: as it is where it is
// plain text, quoted as a Go string where it holds a newline, another control
// character, invalid UTF-8, or begins with a quotation mark.
func ExactPath(raw string) string {
	plain := utf8.ValidString(raw) && !strings.HasPrefix(raw, `"`)
	for _, r := range raw {
		if !plain || unicode.IsControl(r) {
			return strconv.Quote(raw)
		}
	}
	if !plain {
		return strconv.Quote(raw)
	}
	return raw
}

// RawPath is the inverse of ExactPath.
func RawPath(exact string) string {
	if raw, err := strconv.Unquote(exact); err == nil && strings.HasPrefix(exact, `"`) {
		return raw
	}
	return exact
}
