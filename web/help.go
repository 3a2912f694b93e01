package web

import (
	"bytes"
	"cmp"
	"html/template"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// A topic is one page of the manual, name.md.
type topic struct {
	name, title, about string
	source             []byte
}

// HelpPage lists the pages of the manual.
type HelpPage struct {
	Topics []TopicLine `json:"topics"`
}

// A TopicLine is a page of the manual in a list.
type TopicLine struct {
	Name    string `json:"name"`
	URL     string `json:"url"`
	Title   string `json:"title"`
	About   string `json:"about"` // its first sentence
	Current bool   `json:"-"`
}

// TopicPage is one page of the manual.
type TopicPage struct {
	Name     string        `json:"name"`
	Title    string        `json:"title"`
	Markdown string        `json:"markdown"`
	HTML     template.HTML `json:"-"`
	Topics   []TopicLine   `json:"-"`
}

// readManual reads the pages at the root of a folder: where to begin, then the others
// in the order of their titles.
func readManual(manual fs.FS) []topic {
	if manual == nil {
		return nil
	}
	names, _ := fs.Glob(manual, "*.md") // the pattern is good
	var topics []topic
	for _, name := range names {
		b, err := fs.ReadFile(manual, name)
		if err != nil {
			continue
		}
		t := topic{name: strings.TrimSuffix(name, ".md"), source: b}
		t.title = t.name
		doc := markdown.Parser().Parse(text.NewReader(b))
		for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
			if h, ok := n.(*ast.Heading); ok && h.Level == 1 && t.title == t.name {
				t.title = words(h, b)
			}
			if _, ok := n.(*ast.Paragraph); ok && t.about == "" {
				t.about = firstSentence(words(n, b))
			}
		}
		topics = append(topics, t)
	}
	slices.SortStableFunc(topics, func(a, b topic) int {
		switch "begin" {
		case a.name:
			return -1
		case b.name:
			return 1
		}
		return cmp.Compare(a.title, b.title)
	})
	return topics
}

// markdown lets no raw HTML through; that is goldmark's default.
var markdown = goldmark.New(
	goldmark.WithExtensions(
		extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)), // no inline styles
		extension.Strikethrough,
		extension.Typographer,
	),
	goldmark.WithParserOptions(parser.WithAutoHeadingID()),
)

// words is the text of a node without its marks.
func words(n ast.Node, source []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, in bool) (ast.WalkStatus, error) {
		if !in {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			b.Write(n.Segment.Value(source))
			if n.SoftLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(n.Value)
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

func firstSentence(s string) string {
	if i := strings.Index(s, ". "); i > 0 {
		return s[:i+1]
	}
	return s
}

// html renders a page; links to other pages of the manual lead to them here.
func (t topic) html() (template.HTML, error) {
	doc := markdown.Parser().Parse(text.NewReader(t.source))
	_ = ast.Walk(doc, func(n ast.Node, in bool) (ast.WalkStatus, error) {
		link, ok := n.(*ast.Link)
		if !in || !ok {
			return ast.WalkContinue, nil
		}
		to, anchor, _ := strings.Cut(string(link.Destination), "#")
		if name, ok := strings.CutSuffix(path.Base(to), ".md"); ok && !strings.Contains(to, "://") {
			if to = topicURL(name); anchor != "" {
				to += "#" + anchor
			}
			link.Destination = []byte(to)
		}
		return ast.WalkContinue, nil
	})
	var b bytes.Buffer
	if err := markdown.Renderer().Render(&b, t.source, doc); err != nil {
		return "", err
	}
	// Wide parts scroll in a box of their own, by keyboard too. What a writer
	// typed is escaped, so these tags are the renderer's.
	return template.HTML(strings.NewReplacer(
		"<table>", `<div class="scroll" role="region" aria-label="Table" tabindex="0"><table>`, "</table>", "</table></div>",
		"<pre>", `<pre tabindex="0">`).Replace(b.String())), nil
}

func (s *Site) topicLines(current string) []TopicLine {
	lines := []TopicLine{}
	for _, t := range s.topics {
		lines = append(lines, TopicLine{t.name, topicURL(t.name), t.title, t.about, t.name == current})
	}
	return lines
}

func (s *Site) help(*gin.Context) (*HelpPage, error) { return &HelpPage{Topics: s.topicLines("")}, nil }

func (s *Site) topic(c *gin.Context) (*TopicPage, error) {
	name := c.Param("topic")
	for _, t := range s.topics {
		if t.name == name {
			html, err := t.html()
			return &TopicPage{Name: name, Title: t.title, Markdown: string(t.source), HTML: html, Topics: s.topicLines(name)}, err
		}
	}
	return nil, notFound("The manual has no page “%s”.", cut(name, 60))
}
