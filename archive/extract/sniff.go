package extract

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"readingroom/archive"
	"readingroom/archive/extract/internal/biff"
)

// headSize is how much of a file is looked at to tell text types apart.
const headSize = 64 << 10

// Sniff finds a document's media type (without parameters) and kind from its
// bytes. head is its beginning where the caller has it already, else nil. name
// decides only between text types that fit equally: "log.csv" with one column.
func Sniff(head []byte, r io.ReaderAt, size int64, name string) (mediaType string, kind archive.Kind) {
	mediaType = sniff(head, r, size, name)
	return mediaType, kindOf(mediaType)
}

func sniff(head []byte, r io.ReaderAt, size int64, name string) string {
	if size == 0 {
		return emptyType
	}
	if int64(len(head)) < min(size, headSize) {
		head = make([]byte, min(size, headSize))
		n, err := r.ReadAt(head, 0)
		if n == 0 && err != nil {
			return unknownType
		}
		head = head[:n]
	}
	switch {
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return "application/pdf"
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return oleType(r)
	case biff.IsBare(head):
		return xlsType
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return zipType(head, r, size)
	case bytes.HasPrefix(head, []byte("!BDN")):
		return pstType
	case bytes.HasPrefix(head, []byte("\x78\x9f\x3e\x22")):
		return "application/vnd.ms-tnef"
	case bytes.HasPrefix(head, []byte("\xffWPC")):
		return "application/vnd.wordperfect"
	}
	found := mimetype.Detect(head[:min(len(head), 3072)])
	if looksMail(head) && !found.Is("text/html") {
		if looksMailbox(r, size) {
			return "application/mbox"
		}
		return "message/rfc822"
	}
	if bytes.Contains(head[:min(len(head), 1024)], []byte("%PDF-")) {
		return "application/pdf"
	}
	if t := bare(found.String()); found.Is(unknownType) || isText(found) {
		if !looksText(head) {
			return unknownType
		}
		return textType(t, head, name)
	} else if t == "application/x-rar" {
		return "application/x-rar-compressed"
	} else {
		return t
	}
}

// isText reports whether a type is plain text or a special case of it.
func isText(m *mimetype.MIME) bool {
	for ; m != nil; m = m.Parent() {
		if m.Is("text/plain") {
			return true
		}
	}
	return false
}

// textType tells apart what kind of text it is. found is what mimetype took it for.
func textType(found string, head []byte, name string) string {
	switch found {
	case "text/html", "text/rtf", "image/svg+xml", "application/postscript":
		return found
	}
	ext := strings.ToLower(path.Ext(strings.ReplaceAll(name, "\\", "/")))
	comma, clear := looksDelimited(head)
	switch {
	case clear && comma == '\t', ext == ".tsv" || ext == ".tab":
		return "text/tab-separated-values"
	case clear, ext == ".csv":
		return "text/csv"
	case ext == ".eml" && startsWithField(head):
		return "message/rfc822"
	case (ext == ".htm" || ext == ".html") && bytes.Contains(head, []byte("</")):
		return "text/html"
	}
	return "text/plain"
}

// zipType tells apart the documents that are zip files by the names of their entries.
func zipType(head []byte, r io.ReaderAt, size int64) string {
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return bare(mimetype.Detect(head).String()) // by the entries at its beginning
	}
	names := map[string]bool{}
	for i, f := range z.File {
		if i >= 10_000 {
			break
		}
		names[strings.ToLower(strings.ReplaceAll(f.Name, "\\", "/"))] = true
		if i == 0 && f.Name == "mimetype" {
			if t := stated(f); t != "" {
				return t
			}
		}
	}
	if !names["[content_types].xml"] {
		return "application/zip"
	}
	switch {
	case names["xl/workbook.bin"]:
		return xlsbType
	case names["xl/workbook.xml"] && names["xl/vbaproject.bin"]:
		return xlsmType
	case names["xl/workbook.xml"]:
		return xlsxType
	case names["word/document.xml"]:
		return docxType
	case names["ppt/presentation.xml"]:
		return pptxType
	}
	for name := range names {
		switch folder, _, _ := strings.Cut(name, "/"); folder {
		case "xl":
			return xlsxType
		case "word":
			return docxType
		case "ppt":
			return pptxType
		}
	}
	return "application/zip"
}

// stated reads the type that an OpenDocument file or an electronic book states
// in its first entry, where it is one we know.
func stated(f *zip.File) string {
	body, err := f.Open()
	if err != nil {
		return ""
	}
	defer body.Close()
	b, err := io.ReadAll(io.LimitReader(body, 200))
	if err != nil {
		return ""
	}
	t := strings.TrimSuffix(strings.TrimSpace(string(b)), "-template")
	if _, ok := mediaNames[t]; !ok {
		return ""
	}
	return t
}
