package extract

import (
	"fmt"
	"strings"

	"readingroom/archive"
)

const (
	xlsxType      = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	xlsmType      = "application/vnd.ms-excel.sheet.macroenabled.12"
	xlsbType      = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
	xlsType       = "application/vnd.ms-excel"
	odsType       = "application/vnd.oasis.opendocument.spreadsheet"
	docxType      = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	pptxType      = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
	odtType       = "application/vnd.oasis.opendocument.text"
	odpType       = "application/vnd.oasis.opendocument.presentation"
	pstType       = "application/vnd.ms-outlook-pst"
	encryptedType = "application/x-ole-encrypted"
	emptyType     = "application/x-empty"
	unknownType   = "application/octet-stream"
)

// A mediaName says how people call a type of document, in the plural.
type mediaName struct {
	kind archive.Kind
	name string
}

// mediaNames are the types people meet in released records.
var mediaNames = map[string]mediaName{
	"application/pdf":               {archive.KindPDF, "PDF files"},
	"message/rfc822":                {archive.KindEmail, "e-mails"},
	"application/mbox":              {archive.KindArchive, "mailboxes"},
	"application/vnd.ms-outlook":    {archive.KindEmail, "Outlook messages"},
	pstType:                         {archive.KindArchive, "Outlook mailboxes"},
	"application/vnd.ms-tnef":       {archive.KindArchive, "Outlook attachments (winmail.dat)"},
	"text/csv":                      {archive.KindSpreadsheet, "comma-separated tables"},
	"text/tab-separated-values":     {archive.KindSpreadsheet, "tab-separated tables"},
	xlsxType:                        {archive.KindSpreadsheet, "Excel workbooks"},
	xlsmType:                        {archive.KindSpreadsheet, "Excel workbooks with macros"},
	xlsbType:                        {archive.KindSpreadsheet, "binary Excel workbooks"},
	xlsType:                         {archive.KindSpreadsheet, "Excel 97-2003 workbooks"},
	odsType:                         {archive.KindSpreadsheet, "OpenDocument spreadsheets"},
	docxType:                        {archive.KindText, "Word documents"},
	"application/msword":            {archive.KindText, "Microsoft Word documents"},
	odtType:                         {archive.KindText, "OpenDocument texts"},
	"text/rtf":                      {archive.KindText, "rich text documents"},
	"text/plain":                    {archive.KindText, "plain texts"},
	"text/html":                     {archive.KindText, "web pages"},
	pptxType:                        {archive.KindText, "PowerPoint presentations"},
	"application/vnd.ms-powerpoint": {archive.KindText, "Microsoft PowerPoint presentations"},
	odpType:                         {archive.KindText, "OpenDocument presentations"},
	"application/epub+zip":          {archive.KindText, "electronic books"},
	"application/x-ole-storage":     {archive.KindOther, "OLE compound files"},
	encryptedType:                   {archive.KindOther, "encrypted Office documents"},
	"application/zip":               {archive.KindArchive, "zip files"},
	"application/gzip":              {archive.KindArchive, "gzip files"},
	"application/x-tar":             {archive.KindArchive, "tar files"},
	"application/x-7z-compressed":   {archive.KindArchive, "7-Zip files"},
	"application/x-rar-compressed":  {archive.KindArchive, "RAR files"},
	"application/x-bzip2":           {archive.KindArchive, "bzip2 files"},
	"application/x-xz":              {archive.KindArchive, "xz files"},
	"application/zstd":              {archive.KindArchive, "Zstandard files"},
	"image/png":                     {archive.KindImage, "PNG pictures"},
	"image/jpeg":                    {archive.KindImage, "JPEG pictures"},
	"image/gif":                     {archive.KindImage, "GIF pictures"},
	"image/tiff":                    {archive.KindImage, "TIFF pictures"},
	"image/bmp":                     {archive.KindImage, "BMP pictures"},
	"image/svg+xml":                 {archive.KindImage, "SVG drawings"},
	unknownType:                     {archive.KindOther, "files of unknown type"},
	"application/vnd.wordperfect":   {archive.KindText, "WordPerfect documents"},
}

// kindOf returns the kind of a media type.
func kindOf(mediaType string) archive.Kind {
	if n, ok := mediaNames[mediaType]; ok {
		return n.kind
	}
	if strings.HasPrefix(mediaType, "image/") {
		return archive.KindImage
	}
	return archive.KindOther
}

// notRead says that there is no reader for a media type.
func notRead(mediaType string) string {
	switch mediaType {
	case unknownType:
		return "Not read yet: its type cannot be told from its bytes (application/octet-stream)."
	}
	name := mediaNames[mediaType].name
	if name == "" {
		group, _, _ := strings.Cut(mediaType, "/")
		switch group {
		case "image":
			name = "pictures"
		case "audio":
			name = "sound recordings"
		case "video":
			name = "films"
		default:
			name = "files of this type"
		}
	}
	return fmt.Sprintf("Not read yet: %s (%s).", name, mediaType)
}
