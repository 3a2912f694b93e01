// Package web shows the archive: every place in it has an address, every page
// works without JavaScript and is also data.
//
//	site := &web.Site{Store: db, Blobs: blobs, Contents: contents, Index: index, Ingest: in}
//	srv := web.Server("127.0.0.1:8080", site.Handler())
//
//	/search?q=detainer          the page
//	/search.json?q=detainer     the same as JSON; lists and tables also as .csv
//	/cite/2026-017-0003:p12     leads to the place, marked
//
// gin was chosen for its router and because readers of Go code know it.
// goldmark renders the manual because it follows CommonMark and lets no raw
// HTML through unless told to.
package web

import (
	"context"
	"crypto/rand"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/blob"
	"readingroom/archive/content"
	"readingroom/archive/foialog"
	"readingroom/archive/ingest"
	"readingroom/archive/link/gazetteer"
	"readingroom/archive/lists"
	"readingroom/archive/store"
	"readingroom/search"
)

// An Index answers searches: part of search.Index.
type Index interface {
	Search(ctx context.Context, r search.Request) (search.Results, error)
	All(ctx context.Context, r search.Request, most int) (*search.All, error)
	Suggest(ctx context.Context, typed string, limit int) ([]search.Suggestion, error)
}

// An Intake takes records in, and redrawings of them: *ingest.Ingest, or a fake.
type Intake interface {
	Begin(ctx context.Context, o ingest.Order) (archive.Accession, error)
	Take(ctx context.Context, a archive.Accession) error
	Add(ctx context.Context, accession, name string, body io.Reader) error
	Finish(ctx context.Context, accession string) error
	Report(ctx context.Context, accession string) (ingest.Report, error)
	Redraw(ctx context.Context, item string, made []store.Redrawing) ([]store.Redrawing, error)
	Undo(ctx context.Context, item, id, by string) error
	Withdraw(ctx context.Context, w archive.Withdrawal) (archive.Withdrawal, error)
	LiftWithdrawal(ctx context.Context, item, by string) error
	Decide(ctx context.Context, d store.Decision) (store.Decision, error)
	UndoDecision(ctx context.Context, id, by, why string) error
	Relabel(ctx context.Context, items ...string) error
	Reindex(ctx context.Context, progress func(done int)) error
	Tag(ctx context.Context, item string, tags []string, by string) error
	Verify(ctx context.Context, progress func(done, of int)) (ingest.Verification, error)
	ReadLog(ctx context.Context, item string, how foialog.How, by string) (log store.Log, unchanged bool, err error)
	ReadLogs(ctx context.Context, o ingest.LogOrder) ([]ingest.LogReport, error)
	Trouble() error
}

// A Site is the archive on the web. Its fields are set before Handler is
// called and not changed after.
type Site struct {
	Store    *store.Store
	Blobs    blob.Dir
	Contents content.Dir
	Index    Index
	Ingest   Intake
	Pictures Pictures      // of pages; nil: none are made
	Lists    *lists.Reader // nil: made of Store and Contents

	Gazetteer *gazetteer.Gazetteer // of the places that records speak of; nil: the built-in one

	// Text reads the text of a file that is no plain text, such as an article to be
	// checked; nil: cannot.
	Text func(ctx context.Context, name string, f *os.File) (string, error)

	Manual  fs.FS                                        // the manual: Markdown files at its root, name.md is the topic name; nil: none
	Token   string                                       // the administrator's token; "": none
	Allowed func(ctx context.Context, token string) bool // besides Token: whether a token is an administrator's; nil: none is
	Addr    string                                       // the address served, "127.0.0.1:8080": a Host that changes may name
	Base    string                                       // the address people use, "https://records.example.org"; "": as the reader's browser names it
	Version string

	Scans func(ctx context.Context, lang string, progress func(done, of int)) (ingest.Scans, error) // reads the scans that were not read; nil: cannot

	MaxUpload int64            // bytes of one upload; 0: 4 GB
	MaxRows   int              // places of a search given as a file; 0: 1,000,000
	Now       func() time.Time // the clock; nil: time.Now
	Log       *slog.Logger     // nil: slog.Default()
	Context   context.Context  // ends work begun by a request and gone on with after it; nil: never

	pages    pages
	making   chan struct{} // workbooks, at once
	checking chan struct{} // articles, at once
	assets   assets
	topics   []topic
	work     work
	seal     [32]byte   // signs the cookies of this process
	keys     sync.Mutex // one key of feeds is made
}

// Handler returns the site. It may be called once.
func (s *Site) Handler() http.Handler {
	if s.Now == nil {
		s.Now = time.Now
	}
	if s.Log == nil {
		s.Log = slog.Default()
	}
	if s.Context == nil {
		s.Context = context.Background()
	}
	if s.Lists == nil {
		s.Lists = &lists.Reader{Store: s.Store, Contents: s.Contents, Gazetteer: s.Gazetteer, Now: s.Now}
	}
	if s.MaxUpload == 0 {
		s.MaxUpload = 4e9
	}
	if s.MaxRows == 0 {
		s.MaxRows = maxRows
	}
	_, _ = rand.Read(s.seal[:]) // crypto/rand does not fail
	s.checking = make(chan struct{}, checksAtOnce)
	s.making = make(chan struct{}, workbooksAtOnce)
	s.assets = newAssets()
	s.pages = newPages(s)
	s.topics = readManual(s.Manual)

	gin.SetMode(gin.ReleaseMode)
	g := gin.New()
	g.HandleMethodNotAllowed = true
	g.RedirectTrailingSlash = false
	_ = g.SetTrustedProxies(nil) // cannot fail without addresses
	g.Use(s.recovery, headers, s.guard)
	g.NoRoute(func(c *gin.Context) { s.fail(c, noPage) })
	g.NoMethod(func(c *gin.Context) { s.fail(c, noMethod) })
	s.routes(g)
	return suffixes(g)
}

// routes says which page stands at which address. Each GET answers HEAD too.
func (s *Site) routes(g *gin.Engine) {
	get := func(path string, h gin.HandlerFunc) { g.GET(path, h); g.HEAD(path, h) }

	get("/", show(s, "home", s.home))
	get("/search", s.searchInForm)
	get("/search/suggestions", s.suggestions)
	get("/items", s.itemsInForm)
	get("/items/:item", s.itemInForm)
	get("/items/:item/original", s.original)
	get("/items/:item/messages/:message", s.printed)
	get("/items/:item/pages", s.turn)
	get("/items/:item/pages/:page", s.pageOrPicture)
	get("/items/:item/pages/:page/grids/:grid", show(s, "grid", s.grid))
	g.POST("/items/:item/pages/:page/grids/:grid", s.saveGrid)
	get("/items/:item/redrawings", show(s, "redrawings", s.redrawings))
	get("/items/:item/redrawings/:redrawing", show(s, "redrawing", s.redrawing))
	g.POST("/items/:item/redrawings/:redrawing", s.undo)
	get("/items/:item/tables/:table", s.tableInForm)
	get("/items/:item/tables/:table/rows/:row", show(s, "row", s.row))
	get("/items/:item/links", show(s, "links", s.linksPage))
	get("/items/:item/links/:link", show(s, "link", s.linkPage))
	g.POST("/items/:item/links/:link", s.decide)
	get("/items/:item/versions/:other", show(s, "version", s.version))
	get("/threads", show(s, "threads", s.threads))
	get("/threads/:thread", show(s, "thread", s.thread))
	get("/cite/*place", s.cite)
	get("/embed/*place", s.embed)
	get("/oembed", s.oembed)
	get("/mentions", show(s, "allmentions", s.allMentions))
	get("/items/:item/mentions", show(s, "mentions", s.citers))
	g.POST("/items/:item/mentions", s.addMention)
	g.POST("/items/:item/mentions/:mention", s.ruleMention)
	g.POST("/items/:item/withdrawal", s.withdraw)
	g.POST("/items/:item/replacement", s.replace)
	get("/jurisdictions", show(s, "jurisdictions", s.jurisdictions))
	get("/jurisdictions/*slug", s.jurisdictionOrFeed)
	get("/periods", s.periodsOrGo)
	get("/periods/:period", show(s, "period", s.period))
	get("/map", show(s, "map", s.mapPage))
	get("/map.svg", s.mapPicture)
	get("/review", show(s, "review", s.review))
	get("/decisions", show(s, "decisions", s.decisions))
	g.POST("/decisions/:decision", s.undoDecision)
	get("/accessions", show(s, "accessions", s.accessions))
	get("/accessions/:accession", s.accessionInForm)
	get("/corrections", show(s, "corrections", s.corrections))
	get("/corrections/new", show(s, "notice", s.newCorrection))
	g.POST("/corrections", s.enterCorrections)
	get("/corrections/:correction", show(s, "correction", s.correction))
	g.POST("/corrections/:correction", s.ruleCorrection)
	get("/check", show(s, "check", s.checkForm))
	g.POST("/check", s.checkText)
	get("/compare", show(s, "compare", s.compare))
	g.POST("/compare", s.compareForm)
	get("/series", show(s, "series", s.allSeries))
	get("/series/:series", show(s, "serie", s.oneSeries))
	g.POST("/items/:item/series", s.putInSeries)
	g.POST("/items/:item/tags", s.tag)
	get("/items/:item/totals", show(s, "totals", s.itemTotals))
	g.POST("/requests", s.postRequest)
	get("/requests/new", show(s, "request_new", s.newRequest))
	get("/requests/:request", s.fed(s.requestFeed, show(s, "request", s.oneRequest)))
	get("/requests/:request/details", show(s, "request_new", s.requestDetails))
	g.POST("/requests/:request/details", s.postDetails)
	get("/requests/:request/events", show(s, "events", s.events))
	g.POST("/requests/:request/events", s.postEvent)
	get("/requests/:request/events/new", show(s, "event_new", s.newEvent))
	get("/requests/:request/events/:event", show(s, "event", s.event))
	get("/requests/:request/letters/:letter", s.letter)
	get("/requests", s.fed(s.listFeed, show(s, "requests", s.requests)))
	get("/agencies", show(s, "agencies", s.agencies))
	get("/agencies/*slug", s.agencyOrFeed)
	g.POST("/agencies", s.putAgencies)
	get("/laws", show(s, "laws", s.laws))
	get("/laws/new", show(s, "lawform", s.lawForm))
	get("/laws/:law", show(s, "law", s.law))
	g.POST("/laws", s.putLaws)
	g.POST("/laws/:law/holidays", s.putHolidays)
	get("/logs", show(s, "logs", s.logs))
	get("/logs/entries", show(s, "entries", s.entries))
	get("/logs/entries/*place", show(s, "entry", s.entry))
	get("/items/:item/log", show(s, "log", s.log))
	g.POST("/items/:item/log", s.saveLog)
	get("/upload", show(s, "upload", s.uploadForm))
	g.POST("/upload", s.upload)

	get("/-/status", show(s, "status", s.status))
	get("/-/help", show(s, "help", s.help))
	get("/-/help/:topic", show(s, "topic", s.topic))
	get("/-/token", show(s, "token", s.tokenForm))
	g.POST("/-/token", s.signIn)
	get("/-/health", s.health)
	get("/-/static/:name", s.static)

	g.POST("/-/imports", s.newImport)
	get("/-/imports/:accession", s.importReport)
	g.POST("/-/logs", s.readLogs)
	g.POST("/-/reindex", s.reindex)
	g.POST("/-/verify", s.verify)
	g.POST("/-/ocr", s.ocr)
}

// Server returns a server for h. It waits for slow readers of large originals
// as long as they take, but not for slow heads of requests.
func Server(addr string, h http.Handler) *http.Server {
	return &http.Server{
		Addr:              addr,
		Handler:           h,
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
	}
}
