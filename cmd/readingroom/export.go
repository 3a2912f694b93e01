package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"readingroom/archive"
	"readingroom/web"
)

func newExport(data *string) *cobra.Command {
	var e exporting
	c := &cobra.Command{
		Use:   "export [flags] ACCESSION | ITEM | PLACE | --search QUERY",
		Short: "Write out an accession, a document, a table, or the rows a search finds",
		Long: `Export writes to standard output, or to the file that --output names:

  2026-017                   an accession as a zip that is a BagIt bag: its files as
                             they came, their checksums, a list of what each is
  2026-017-0003              a document: the original; with --format eml an e-mail as a
                             message file; with csv, xlsx or json its table
  2026-017-0003:p12:t2       the table in which a place stands, however many its rows
  --search QUERY             every row that is found (--in page, item or all: what else)

Tables and rows are written as csv, xlsx or json. Each row comes with its citation,
short (cite) and as an address (address). In CSV a cell that a spreadsheet would run
as a formula begins with an apostrophe; Excel and JSON have it as it is.

Exit code 1 says that not all could be written, and what is missing.`,
		Example: `  readingroom export --output bag.zip 2026-017
  readingroom export --format xlsx --output declined.xlsx '2026-017-0003:Declined!'
  readingroom export --search '"Ventura County" year:2017' > ventura.csv`,
		Args: func(_ *cobra.Command, args []string) error { return e.want(args) },
		RunE: func(c *cobra.Command, _ []string) error { return e.run(c.Context(), *data, c.OutOrStdout()) },
	}
	f := c.Flags()
	f.StringVar(&e.query, "search", "", "the rows that this query finds")
	f.StringVar(&e.in, "in", "row", "with --search: row, page, item or all")
	f.StringVar(&e.format, "format", "", "csv, xlsx, json, zip, eml or original; by default zip for an accession, the original of a document, else csv")
	f.StringVarP(&e.output, "output", "o", "", "the file to write, in place of standard output")
	f.StringVar(&e.base, "base", os.Getenv("READINGROOM_BASE"), "the address that people use, for the citations: https://records.example.org")
	return c
}

// exporting is one export. All of it is what the site gives under some address:
// that of a server where one owns the folder, else of a site in this process.
type exporting struct {
	what, query, in, format, output, base string
	site                                  *http.Client
	addr                                  string
}

// want reads what is to be written.
func (e *exporting) want(args []string) error {
	if (len(args) == 1) == (e.query != "") || len(args) > 1 {
		return errors.New("give one accession, document or place, or --search QUERY")
	}
	kinds := []string{"csv", "xlsx", "json"}
	switch number, place, _ := strings.Cut(strings.Join(args, ""), ":"); {
	case e.query != "":
		if !slices.Contains([]string{"row", "page", "item", "all"}, e.in) {
			return fmt.Errorf("--in %s: want row, page, item or all", e.in)
		}
		e.format = cmp.Or(e.format, "csv")
	case archive.IsItemNumber(number):
		e.what = args[0]
		if place == "" {
			e.format, kinds = cmp.Or(e.format, "original"), append(kinds, "eml", "original")
		}
		e.format = cmp.Or(e.format, "csv")
	default:
		if _, _, err := archive.ParseAccessionNumber(args[0]); err != nil {
			return fmt.Errorf("%q: want an accession (2026-017), a document (2026-017-0003) or a place in one (2026-017-0003:p12:t2)", args[0])
		}
		e.what, e.format, kinds = args[0], cmp.Or(e.format, "zip"), []string{"zip"}
	}
	if slices.Contains(kinds, e.format) {
		return nil
	}
	return fmt.Errorf("--format %s: want %s", e.format, strings.Join(kinds, ", "))
}

func (e *exporting) run(ctx context.Context, data string, stdout io.Writer) error {
	if f, ok := stdout.(*os.File); ok && e.output == "" && e.format != "csv" && e.format != "json" && term.IsTerminal(int(f.Fd())) {
		return usageError{fmt.Errorf("this is not for a terminal: name a file with --output")}
	}
	o, err := existing(ctx, data)
	if owner, ok := server(err); ok {
		e.site, e.addr = local, owner.Addr
		return e.write(ctx, stdout)
	}
	if err != nil {
		return err
	}
	if e.query != "" {
		err = o.indexed(ctx)
	}
	if err == nil {
		site := &web.Site{
			Store: o.db, Blobs: o.blobs, Contents: o.contents, Index: o.index, Ingest: o.ingest, Base: e.base, Version: version, Context: ctx,
		}
		e.site, e.addr = &http.Client{Transport: inProcess{site.Handler()}}, "http://"+defaultAddr
		err = e.write(ctx, stdout)
	}
	return errors.Join(err, o.Close())
}

// write copies what the site gives to where it is wanted: a file is there whole
// or not at all.
func (e *exporting) write(ctx context.Context, stdout io.Writer) (err error) {
	path, err := e.path(ctx)
	if err != nil {
		return err
	}
	resp, err := e.get(ctx, path)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	out := stdout
	if e.output != "" {
		f, err := os.CreateTemp(filepath.Dir(e.output), filepath.Base(e.output)+".*.part")
		if err != nil {
			return err
		}
		defer os.Remove(f.Name()) // where it was not given its name
		defer f.Close()
		out = f
	}
	if _, err := io.Copy(out, resp.Body); err != nil {
		return fmt.Errorf("it broke off, and is not whole: %w", err)
	}
	if f, ok := out.(*os.File); ok && e.output != "" {
		if err := errors.Join(f.Chmod(0o644), f.Close()); err != nil {
			return err
		}
		if err := os.Rename(f.Name(), e.output); err != nil {
			return err
		}
	}
	if note := resp.Header.Get(web.NoteHeader); note != "" {
		fmt.Fprintln(os.Stderr, "readingroom:", note)
		return errSaid
	}
	return nil
}

var tablePath = regexp.MustCompile(`^/items/[^/]+/tables/\d+`)

// path is where the site gives what is wanted.
func (e *exporting) path(ctx context.Context) (string, error) {
	form := "." + e.format
	if e.format == "json" {
		form += "?all=1"
	}
	item, place, _ := strings.Cut(e.what, ":")
	switch {
	case e.query != "":
		v := url.Values{"q": {e.query}, "all": {"1"}}
		if e.in != "all" {
			v.Set("in", e.in)
		}
		return "/search." + e.format + "?" + v.Encode(), nil
	case e.format == "zip":
		return "/accessions/" + e.what + form, nil
	case e.format == "original":
		return "/items/" + item + "/original", e.look(ctx, "/items/"+item+".json", nil)
	case e.format == "eml":
		return "/items/" + item + form, nil
	case place == "":
		table, err := e.onlyTable(ctx, item)
		return table + form, err
	}
	at := "/cite/" + url.PathEscape(e.what)
	if err := e.look(ctx, at+".json", nil); err != nil { // which says in words what is wrong
		return "", err
	}
	resp, err := e.get(ctx, at)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return "", err
	}
	if table := tablePath.FindString(resp.Request.URL.Path); table != "" {
		return table + form, nil
	}
	return "", fmt.Errorf("%s stands in no table", e.what)
}

// look decodes what the site says of something.
func (e *exporting) look(ctx context.Context, path string, out any) error {
	resp, err := e.get(ctx, path)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil || out == nil {
		return err
	}
	return json.Unmarshal(b, out)
}

// onlyTable is the table of a document that has no other.
func (e *exporting) onlyTable(ctx context.Context, item string) (string, error) {
	var doc web.DocumentPage
	if err := e.look(ctx, "/items/"+item+".json", &doc); err != nil {
		return "", err
	}
	switch len(doc.Tables) {
	case 0:
		return "", fmt.Errorf("%s has no table", item)
	case 1:
		return doc.Tables[0].URL, nil
	}
	var places []string
	for _, t := range doc.Tables[:min(len(doc.Tables), 20)] {
		places = append(places, fmt.Sprintf("  %s  %s", item+":"+t.Locator, plural(t.Rows, "row", "rows")))
	}
	return "", usageError{fmt.Errorf("%s has %d tables; name one of them:\n%s", item, len(doc.Tables), strings.Join(places, "\n"))}
}

func (e *exporting) get(ctx context.Context, path string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, e.addr+path, nil)
	if err != nil {
		return nil, err
	}
	resp, err := e.site.Do(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode == http.StatusOK {
		return resp, nil
	}
	defer resp.Body.Close()
	var said struct {
		Error string `json:"error"`
	}
	if json.NewDecoder(io.LimitReader(resp.Body, 1<<20)).Decode(&said) != nil || said.Error == "" {
		said.Error = resp.Status
	}
	return nil, errors.New(said.Error)
}

// inProcess answers a client out of a handler, without a network.
type inProcess struct{ handler http.Handler }

// RoundTrip returns once the handler has written its head.
func (p inProcess) RoundTrip(req *http.Request) (*http.Response, error) {
	r, w := io.Pipe()
	a := &answering{
		resp: &http.Response{Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: http.Header{}, Body: r, ContentLength: -1, Request: req},
		body: w, begun: make(chan struct{}),
	}
	req = req.Clone(req.Context())
	req.Host, req.RemoteAddr, req.RequestURI = req.URL.Host, "127.0.0.1:0", req.URL.RequestURI()
	if req.Body == nil {
		req.Body = http.NoBody
	}
	stop := context.AfterFunc(req.Context(), func() { w.CloseWithError(req.Context().Err()) })
	go func() {
		defer stop()
		defer func() {
			var err error
			if recover() != nil { // http.ErrAbortHandler; the site has logged why
				err = errors.New("the reason is above")
			}
			a.WriteHeader(http.StatusOK)
			w.CloseWithError(err)
		}()
		p.handler.ServeHTTP(a, req)
	}()
	<-a.begun
	return a.resp, nil
}

// answering is the answer that a handler writes.
type answering struct {
	resp  *http.Response
	body  *io.PipeWriter
	begun chan struct{}
}

func (a *answering) Header() http.Header { return a.resp.Header }

func (a *answering) WriteHeader(status int) {
	if a.resp.StatusCode == 0 {
		a.resp.StatusCode, a.resp.Status = status, fmt.Sprintf("%d %s", status, http.StatusText(status))
		close(a.begun)
	}
}

func (a *answering) Write(b []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	return a.body.Write(b)
}
