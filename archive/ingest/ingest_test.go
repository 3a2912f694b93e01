package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readingroom/archive"
	"readingroom/archive/blob"
	"readingroom/archive/content"
	"readingroom/archive/extract"
	"readingroom/archive/store"
)

// shelf is an index in memory.
type shelf struct {
	mu      sync.Mutex
	docs    map[string]content.Document
	rebuilt int
	lost    bool
}

func (s *shelf) Index(_ context.Context, docs []content.Document) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range docs {
		s.docs[d.Item.Number] = d
	}
	return nil
}

func (s *shelf) Rebuild(_ context.Context, docs iter.Seq2[content.Document, error], progress func(int)) error {
	all := map[string]content.Document{}
	for d, err := range docs {
		if err != nil {
			return err
		}
		if d.File != nil {
			d.File.Close()
		}
		all[d.Item.Number] = d
		progress(len(all))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for n, d := range s.docs {
		all[n] = d
	}
	s.docs, s.lost = all, false
	s.rebuilt++
	return nil
}

func (s *shelf) Label(_ context.Context, item string, l archive.Labels) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	d, ok := s.docs[item]
	if !ok {
		return archive.ErrNotFound
	}
	d.Labels = l
	s.docs[item] = d
	return nil
}

func (s *shelf) NeedsRebuild() bool { s.mu.Lock(); defer s.mu.Unlock(); return s.lost }

func (s *shelf) Stats() (items, pages, rows uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range s.docs {
		items++
		if d.File != nil {
			pages += uint64(d.Item.Pages)
			rows += uint64(d.Item.Rows)
		}
	}
	return
}

// readText is a reader of a made-up format: a page a line, "+name body" is a
// part, "!reason" cannot be read, "~code text" is a notice, "?" is no document's fault.
func readText(ctx context.Context, f *os.File, name string, s archive.Sink) (extract.Outcome, error) {
	b, err := io.ReadAll(f)
	if err != nil {
		return extract.Outcome{}, err
	}
	n := 0
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSpace(line)
		if part, ok := strings.CutPrefix(line, "+"); ok {
			name, body, _ := strings.Cut(part, " ")
			if err := s.Part(name, strings.NewReader(body)); err != nil {
				return extract.Outcome{}, err
			}
			continue
		}
		if reason, ok := strings.CutPrefix(line, "!"); ok {
			return extract.Outcome{Kind: archive.KindOther, Reason: reason}, nil
		}
		if said, ok := strings.CutPrefix(line, "~"); ok {
			code, text, _ := strings.Cut(said, " ")
			if err := s.Notice(archive.Notice{Code: code, Text: text}); err != nil {
				return extract.Outcome{}, err
			}
			continue
		}
		if line == "?" {
			return extract.Outcome{}, fmt.Errorf("write: %w", syscall.ENOSPC)
		}
		n++
		if err := s.Page(archive.Page{Number: n, Text: line}); err != nil {
			return extract.Outcome{}, err
		}
	}
	return extract.Outcome{MediaType: "text/plain", Kind: archive.KindText}, nil
}

type house struct {
	*Ingest
	root  string
	shelf *shelf
}

func openHouse(t *testing.T, root string) house {
	t.Helper()
	db, err := store.Open(t.Context(), filepath.Join(root, "archive.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	blobs, err := blob.OpenDir(filepath.Join(root, "blobs"))
	if err != nil {
		t.Fatal(err)
	}
	contents, err := content.OpenDir(filepath.Join(root, "contents"))
	if err != nil {
		t.Fatal(err)
	}
	s := &shelf{docs: map[string]content.Document{}}
	in := New(db, blobs, contents, readText, s)
	in.Log = slog.New(slog.DiscardHandler)
	return house{in, root, s}
}

// run works the queue until the test ends.
func (h house) run(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- h.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

func (h house) takeIn(t *testing.T, paths ...string) Report {
	t.Helper()
	a, err := h.Begin(t.Context(), Order{Paths: paths, Source: "test"})
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Take(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	if err := h.Wait(t.Context(), a.Number, nil); err != nil {
		t.Fatal(err)
	}
	r, err := h.Report(t.Context(), a.Number)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func files(t *testing.T, of map[string]string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "release")
	for name, body := range of {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestAFolderBecomesSearchable(t *testing.T) {
	h := openHouse(t, t.TempDir())
	h.run(t)
	dir := files(t, map[string]string{
		"a.txt":     "Feb. 9, 2017: report of Jan. 28 - Feb. 3, 2017\nsecond page",
		"b/mail":    "body\n+top50.txt Ventura County\n+top50.txt Denver",
		"b/again":   "body\n+top50.txt Ventura County\n+top50.txt Denver",
		"empty.txt": "!The file is empty.",
	})
	r := h.takeIn(t, dir)
	r.Seconds = 0
	want := Report{
		Accession: fmt.Sprintf("%d-001", time.Now().UTC().Year()), Items: 5, Pages: 5, Duplicates: 1,
		Read: map[archive.Kind]int{archive.KindText: 4},
		SetAside: []Aside{{
			Name: "release/empty.txt", Item: fmt.Sprintf("%d-001-0003", time.Now().UTC().Year()), Reason: "The file is empty.",
		}},
	}
	if diff := cmp.Diff(want, r); diff != "" {
		t.Error(diff)
	}
	received, err := h.db.Received(t.Context(), r.Accession)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, x := range received {
		paths = append(paths, x.Path)
	}
	if diff := cmp.Diff([]string{"release/a.txt", "release/b/again", "release/b/again/top50.txt", "release/b/again/top50.txt (2)", "release/b/mail", "release/empty.txt"}, paths); diff != "" {
		t.Error(diff)
	}
	first, err := h.db.Item(t.Context(), r.Accession+"-0001")
	if err != nil || first.Date != "2017-02-09" || first.State != archive.StateIndexed {
		t.Errorf("%+v, %v", first, err)
	}
	v, err := h.Verify(t.Context(), nil)
	if err != nil || len(v.Faults) != 0 || v.Originals != 5 || v.Store != v.Index {
		t.Errorf("%+v, %v", v, err)
	}
}

func TestTheSameFolderTwiceAddsNothing(t *testing.T) {
	h := openHouse(t, t.TempDir())
	h.run(t)
	dir := files(t, map[string]string{"a": "one", "b": "two"})
	h.takeIn(t, dir)
	if r := h.takeIn(t, dir); r.Items != 0 || r.Duplicates != 2 {
		t.Errorf("%+v", r)
	}
	if items, _, _ := h.shelf.Stats(); items != 2 {
		t.Errorf("%d items", items)
	}
}

func TestWhatCannotBeTakenIsNamedAndStopsNothing(t *testing.T) {
	h := openHouse(t, t.TempDir())
	h.run(t)
	dir := files(t, map[string]string{"kept": "kept", "line\nbreak": "newline", "bad\xff": "not UTF-8", "in/side": "inside"})
	outside := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(outside, []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, target := range map[string]string{"out": outside, "up": "../..", "gone": "nowhere", "again": "in/side", "folder": "in"} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := h.takeIn(t, dir)
	var reasons []string
	for _, a := range r.SetAside {
		reasons = append(reasons, a.Name+": "+strings.ReplaceAll(a.Reason, outside, "SECRET"))
	}
	slices.Sort(reasons)
	want := []string{
		"release/folder: It is a link to the folder in, which is taken where it stands.",
		"release/gone: It is a link to nowhere, which does not exist.",
		"release/out: It is a link that leads out of the folder, to SECRET; import that by its own path.",
		"release/pipe: It is not a file but a device, a pipe or a socket.",
		"release/up: It is a link that leads out of the folder, to ../..; import that by its own path.",
	}
	if diff := cmp.Diff(want, reasons); diff != "" {
		t.Error(diff)
	}
	if r.Items != 4 || r.Duplicates != 1 { // "again" leads to the bytes of in/side
		t.Errorf("%+v", r)
	}
	received, _ := h.db.Received(t.Context(), r.Accession)
	for _, x := range received {
		if x.Name == "bad\uFFFD" && archive.RawPath(x.Origin) != filepath.Join(dir, "bad\xff") {
			t.Errorf("the exact name was lost: %s", x.Origin)
		}
	}
}

func TestAPathThatIsNotThereIsSaidBeforeAnythingIsRecorded(t *testing.T) {
	h := openHouse(t, t.TempDir())
	_, err := h.Begin(t.Context(), Order{Paths: []string{filepath.Join(t.TempDir(), "nowhere")}})
	if !errors.Is(err, archive.ErrNotFound) || !strings.Contains(err.Error(), "nowhere: no such file or folder") {
		t.Error(err)
	}
	if all, _ := h.db.Accessions(t.Context()); len(all) != 0 {
		t.Error(all)
	}
}

func TestAnInterruptedIntakeGoesOn(t *testing.T) {
	root := t.TempDir()
	dir := files(t, map[string]string{"a": "one", "b": "two\n+c three", "d": "four"})
	h := openHouse(t, root)
	a, err := h.Begin(t.Context(), Order{Paths: []string{dir}, Source: "test"})
	if err != nil {
		t.Fatal(err)
	}
	// Two of the files, and nobody to read them; then the process is gone.
	for f := range walk(a.Roots) {
		if err := h.keep(t.Context(), a.Number, []found{f}); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(f.path, "/b") {
			break
		}
	}
	if j, err := h.db.Claim(t.Context(), "dead", time.Now(), time.Hour, store.StepExtract); j == nil || err != nil {
		t.Fatal(j, err)
	}
	h.db.Close()

	h = openHouse(t, root)
	h.run(t)
	again, err := h.Begin(t.Context(), Order{Paths: []string{dir}, Source: "test"})
	if err != nil || again.Number != a.Number {
		t.Errorf("%s, %v; want to go on with %s", again.Number, err, a.Number)
	}
	if err := h.Resume(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := h.Wait(t.Context(), "", nil); err != nil {
		t.Fatal(err)
	}
	if c, err := h.db.Count(t.Context(), ""); err != nil || c.Accessions != 1 || c.Items != 4 || c.Files != 4 || c.Pages != 4 {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestTroubleStandsStillAndSaysWhy(t *testing.T) {
	h := openHouse(t, t.TempDir())
	h.run(t)
	dir := files(t, map[string]string{"full.txt": "?"})
	a, err := h.Begin(t.Context(), Order{Paths: []string{dir}})
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Take(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	err = h.Wait(t.Context(), a.Number, nil)
	if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "full.txt") {
		t.Errorf("%v", err)
	}
	if it, err := h.db.Item(t.Context(), a.Number+"-0001"); err != nil || it.State != archive.StateReceived {
		t.Errorf("%+v, %v", it, err)
	}
}

func TestLostContentIsReadAgain(t *testing.T) {
	h := openHouse(t, t.TempDir())
	h.run(t)
	r := h.takeIn(t, files(t, map[string]string{"a": "one"}))
	it, _ := h.db.Item(t.Context(), r.Accession+"-0001")
	if err := h.contents.Remove(it.Digest); err != nil {
		t.Fatal(err)
	}
	if v, err := h.Verify(t.Context(), nil); err != nil || len(v.Faults) != 1 {
		t.Errorf("%+v, %v", v, err)
	}
	if err := h.Reindex(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if err := h.Wait(t.Context(), "", nil); err != nil {
		t.Fatal(err)
	}
	if v, err := h.Verify(t.Context(), nil); err != nil || len(v.Faults) != 0 {
		t.Errorf("%+v, %v", v, err)
	}
}

func TestALostIndexIsRebuiltAtStart(t *testing.T) {
	root := t.TempDir()
	h := openHouse(t, root)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- h.Run(ctx) }()
	h.takeIn(t, files(t, map[string]string{"a": "one", "b": "!no"}))
	stop()
	<-done
	h.db.Close()

	h = openHouse(t, root)
	h.shelf.lost = true
	h.run(t)
	for range 200 {
		if n, _, _ := h.shelf.Stats(); n == 2 {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("not rebuilt")
}

func TestVerifyFindsWhatChangedOnTheDisk(t *testing.T) {
	h := openHouse(t, t.TempDir())
	h.run(t)
	r := h.takeIn(t, files(t, map[string]string{"a": "one", "b": "two"}))
	it, _ := h.db.Item(t.Context(), r.Accession+"-0001")
	path := filepath.Join(h.root, "blobs", it.Digest.String()[:2], it.Digest.String())
	os.Chmod(path, 0o600)
	if err := os.WriteFile(path, []byte("ONE"), 0o600); err != nil {
		t.Fatal(err)
	}
	v, err := h.Verify(t.Context(), nil)
	if err != nil || len(v.Faults) != 1 || v.Faults[0].Item != it.Number || !strings.Contains(v.Faults[0].Text, "changed") {
		t.Errorf("%+v, %v", v, err)
	}
}

func TestUploadsKeepTheirNamesApart(t *testing.T) {
	h := openHouse(t, t.TempDir())
	h.run(t)
	a, err := h.Begin(t.Context(), Order{Source: "upload"})
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range []string{"../../etc/passwd", "passwd", "passwd"} {
		if err := h.Add(t.Context(), a.Number, name, strings.NewReader(fmt.Sprint("page ", i))); err != nil {
			t.Fatal(err)
		}
	}
	if err := h.Add(t.Context(), a.Number, "passwd", strings.NewReader("page 2")); err != nil { // once more
		t.Fatal(err)
	}
	if err := h.Finish(t.Context(), a.Number); err != nil {
		t.Fatal(err)
	}
	received, err := h.db.Received(t.Context(), a.Number)
	if err != nil || len(received) != 4 || received[3].Path != "passwd (4)" || !received[3].Duplicate || received[0].Path != "passwd" || received[1].Path != "passwd (2)" || received[2].Path != "passwd (3)" {
		t.Errorf("%+v, %v", received, err)
	}
	if received[0].Origin != "../../etc/passwd" {
		t.Errorf("%+v", received[0])
	}
}

func TestUnique(t *testing.T) {
	seen := map[string]int{}
	var got []string
	for _, p := range []string{"a", "a", "a (2)", "a", "b", "a (2)"} {
		got = append(got, unique(seen, p))
	}
	sorted := slices.Sorted(slices.Values(got))
	if len(slices.Compact(sorted)) != len(got) {
		t.Errorf("%q", got)
	}
}

func TestOwnTitle(t *testing.T) {
	for in, want := range map[string]string{
		"Weekly Declined Detainer Outcome Report": "Weekly Declined Detainer Outcome Report",
		"Microsoft Word - report.doc":             "", "untitled": "", "report_final.docx": "", "": "", "  A\n title  here ": "A title here",
	} {
		if got := ownTitle(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestAnIntakeOfSeveralFoldersCanBeBrokenOff(t *testing.T) {
	dir := files(t, map[string]string{"a/1": "one", "a/2": "two", "b/1": "three"})
	for f := range walk([]string{filepath.Join(dir, "a"), filepath.Join(dir, "b")}) {
		if f.path != "a/1" {
			t.Errorf("went on to %s", f.path)
		}
		break
	}
}

func TestAnIntakeWhoseFolderIsAwayStaysOpen(t *testing.T) {
	h := openHouse(t, t.TempDir())
	h.run(t)
	dir := files(t, map[string]string{"a": "one"})
	a, err := h.Begin(t.Context(), Order{Paths: []string{dir}})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(dir, dir+" unmounted"); err != nil {
		t.Fatal(err)
	}
	if err := h.Resume(t.Context()); !errors.Is(err, archive.ErrNotFound) || !strings.Contains(err.Error(), a.Number) {
		t.Error(err)
	}
	if err := os.Rename(dir+" unmounted", dir); err != nil {
		t.Fatal(err)
	}
	if err := h.Resume(t.Context()); err != nil {
		t.Error(err)
	}
	if c, err := h.db.Count(t.Context(), a.Number); err != nil || c.Items != 1 || c.Omitted != 0 {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestWhatWasReadInPartIsTold(t *testing.T) {
	h := openHouse(t, t.TempDir())
	h.run(t)
	dir := files(t, map[string]string{"a": "one\n~limit The rest was left out.\n~no-ocr Page 2 is a scan.", "b": "two\n~signed It is signed."})
	want := []Aside{{Name: "a", Reason: "The rest was left out. And 1 more: its page tells."}}
	r := h.takeIn(t, dir)
	want[0].Item = archive.ItemNumber(r.Accession, 1)
	if diff := cmp.Diff(want, r.Partly); diff != "" {
		t.Error(diff)
	}
}

// TestWhatASystemKeepsIsNoRecord: it is passed over in a folder, and taken where it
// is named.
func TestWhatASystemKeepsIsNoRecord(t *testing.T) {
	h := openHouse(t, t.TempDir())
	h.run(t)
	dir := files(t, map[string]string{"a": "one", ".DS_Store": "x", "sub/Thumbs.db": "y", "sub/~$b.docx": "z"})
	if r := h.takeIn(t, dir); r.Items != 1 || len(r.SetAside) != 0 {
		t.Errorf("a folder: %+v", r)
	}
	if r := h.takeIn(t, filepath.Join(dir, ".DS_Store")); r.Items != 1 {
		t.Errorf("by its name: %+v", r)
	}
}

func TestTheArchiveIsNotTakenIntoItself(t *testing.T) {
	dir := files(t, map[string]string{"a": "one"})
	root := filepath.Join(dir, "readingroom-data")
	if err := os.Mkdir(root, 0o755); err != nil {
		t.Fatal(err)
	}
	h := openHouse(t, root)
	h.Home = root
	h.run(t)
	if r := h.takeIn(t, dir); r.Items != 1 || len(r.SetAside) != 0 {
		t.Errorf("%+v", r)
	}
	if _, err := h.Begin(t.Context(), Order{Paths: []string{filepath.Join(root, "blobs")}}); !errors.Is(err, archive.ErrInvalid) {
		t.Errorf("a folder inside the archive: %v", err)
	}
}

func TestALostOriginalIsHealedByImportingItAgain(t *testing.T) {
	h := openHouse(t, t.TempDir())
	h.run(t)
	dir := files(t, map[string]string{"a": "one"})
	r := h.takeIn(t, dir)
	it, _ := h.db.Item(t.Context(), r.Accession+"-0001")
	if err := os.Remove(filepath.Join(h.root, "blobs", it.Digest.String()[:2], it.Digest.String())); err != nil {
		t.Fatal(err)
	}
	if err := h.contents.Remove(it.Digest); err != nil {
		t.Fatal(err)
	}
	if err := h.Reindex(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if err := h.Wait(t.Context(), "", nil); err != nil {
		t.Fatal(err)
	}
	if it, _ := h.db.Item(t.Context(), it.Number); it.State != archive.StateAside || !strings.Contains(it.Reason, "missing") {
		t.Fatalf("%+v", it)
	}
	h.takeIn(t, dir)
	if it, _ := h.db.Item(t.Context(), it.Number); it.State != archive.StateIndexed || it.Pages != 1 {
		t.Errorf("%+v", it)
	}
}

func TestOtherBytesUnderAKnownPathAreKept(t *testing.T) {
	h := openHouse(t, t.TempDir())
	h.run(t)
	dir := files(t, map[string]string{"a": "one"})
	a, err := h.Begin(t.Context(), Order{Paths: []string{dir}})
	if err != nil {
		t.Fatal(err)
	}
	for _, body := range []string{"one", "two", "two", "one"} { // changed between two tries
		if err := os.WriteFile(filepath.Join(dir, "a"), []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := h.Take(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	received, err := h.db.Received(t.Context(), a.Number)
	if err != nil || len(received) != 2 || received[0].Path != "release/a" || received[1].Path != "release/a (2)" {
		t.Errorf("%+v, %v", received, err)
	}
}

func TestVerifyDoesNotTakeWorkInHandForAFault(t *testing.T) {
	h := openHouse(t, t.TempDir())
	dir := files(t, map[string]string{"a": "one", "b": "!no"})
	a, err := h.Begin(t.Context(), Order{Paths: []string{dir}})
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Take(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	for range 3 { // both are read, one is linked; nothing is indexed
		if _, err := h.step(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if v, err := h.Verify(t.Context(), nil); err != nil || len(v.Faults) != 0 || v.Waiting != 2 {
		t.Errorf("%+v, %v", v, err)
	}
}

// A mailbox or an archive may hold as many files of one name as it likes: the
// work must not grow with the square of them.
func TestNamesThatComeAgainAreNumbered(t *testing.T) {
	seen := map[string]int{}
	for _, want := range []string{"a", "a (2)", "a (3)"} {
		if got := unique(seen, "a"); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	for _, c := range [][2]string{{"a (2)", "a (2) (2)"}, {"a (4)", "a (4)"}, {"a", "a (5)"}, {"b", "b"}} {
		if got := unique(seen, c[0]); got != c[1] {
			t.Errorf("%s after those: %s, want %s", c[0], got, c[1])
		}
	}
	last := ""
	for range 300_000 {
		last = unique(seen, "message.eml")
	}
	if last != "message.eml (300000)" {
		t.Error(last)
	}
}
