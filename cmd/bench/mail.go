package main

import (
	"bufio"
	"bytes"
	"context"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"readingroom/archive"
	"readingroom/archive/extract"
)

// benchMail measures how e-mail is read: files beside Python's email package,
// printed and released messages beside those that were checked, and what large
// mail takes.
func benchMail(ctx context.Context, args []string, w io.Writer) error {
	corpus := "../shared/corpus"
	if len(args) > 0 {
		corpus = args[0]
	}
	for _, measure := range []func(context.Context, string) (figures, error){mailFiles, mailPrinted, mailLarge} {
		f, err := measure(ctx, corpus)
		if err != nil {
			return err
		}
		f.print(w, true)
	}
	return nil
}

//go:embed mail_peer.py
var mailPeer string

// A peerMail is what Python reads of a file.
type peerMail struct {
	File    string   `json:"file"`
	Subject string   `json:"subject"`
	Date    *float64 `json:"date"` // seconds since 1970
	Words   []string `json:"words"`
	Error   string   `json:"error"`
}

// mailFiles compares every mail under the corpus with what Python makes of it.
func mailFiles(ctx context.Context, corpus string) (figures, error) {
	f := figures{title: "Files of mail, against Python's email", header: []string{"kind", "files", "read", "subject equal", "date equal", "with text", "95 % of its words"}}
	python, err := exec.LookPath("python3")
	var files []string
	if err == nil {
		files, err = under(filepath.Join(corpus, "mail"), func(name string) bool { return filepath.Ext(name) != ".golden" && filepath.Ext(name) != ".go" })
	}
	if err != nil || len(files) == 0 {
		f.note = "Not measured: it takes python3 and a folder " + filepath.Join(corpus, "mail") + "."
		return f, nil
	}
	out, err := exec.CommandContext(ctx, python, append([]string{"-c", mailPeer}, files...)...).Output()
	if err != nil {
		return f, fmt.Errorf("python3: %w", err)
	}
	var n struct{ files, read, subject, date, text, words, msg, msgRead int }
	for line := range strings.Lines(string(out)) {
		var want peerMail
		if err := json.Unmarshal([]byte(line), &want); err != nil {
			return f, fmt.Errorf("python3: %w", err)
		}
		got := report(ctx, want.File)
		if got.MediaType == "application/vnd.ms-outlook" {
			if n.msg++; got.Reason == "" {
				n.msgRead++
			}
			continue
		}
		if want.Error != "" || got.MediaType != "message/rfc822" {
			continue
		}
		n.files++
		if got.Mail == nil {
			continue
		}
		n.read++
		if oneSpace(got.Mail.Subject) == oneSpace(want.Subject) {
			n.subject++
		}
		if sameDate(got.Mail.Date, want.Date) {
			n.date++
		}
		if len(want.Words) == 0 {
			continue
		}
		if n.text++; holds(got, want.Words) {
			n.words++
		}
	}
	d := func(n int) string { return fmt.Sprint(n) }
	f.rows = append(f.rows, []string{"MIME", d(n.files), d(n.read), d(n.subject), d(n.date), d(n.text), d(n.words)})
	if n.msg > 0 {
		f.rows = append(f.rows, []string{".msg", d(n.msg), d(n.msgRead), "", "", "", ""})
	}
	return f, nil
}

func oneSpace(s string) string { return strings.Join(strings.Fields(s), " ") }

func sameDate(ours string, theirs *float64) bool {
	if ours == "" || theirs == nil {
		return ours == "" && theirs == nil
	}
	t, err := time.Parse(time.RFC3339, ours)
	return err == nil && float64(t.Unix()) == *theirs
}

var aWord = regexp.MustCompile(`[\pL\pN_]+`)

// holds reports whether the text of a report has 95 of 100 words.
func holds(got extract.Report, words []string) bool {
	have := map[string]int{}
	for _, p := range got.Pages {
		for _, w := range aWord.FindAllString(p.Text, -1) {
			have[w]++
		}
	}
	found := 0
	for _, w := range words {
		if have[w] > 0 {
			have[w]--
			found++
		}
	}
	return found*100 >= len(words)*95
}

//go:embed mail_labels.tsv
var mailLabels string

// mailPrinted compares the messages found in released e-mails with those that
// were checked.
func mailPrinted(ctx context.Context, corpus string) (figures, error) {
	f := figures{title: "Messages in released e-mails", header: []string{"files", "messages in them", "found", "checked", "sender, recipients, time and subject right"}}
	folder := filepath.Join(corpus, "emails", "state-foia")
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		f.note = "Not measured: there is no " + folder + "."
		return f, nil
	}
	reports := map[string]extract.Report{}
	files, messages, found, checked, right := 0, 0, 0, 0, 0
	for line := range strings.Lines(mailLabels) {
		var name, hash string
		var n, page, at int
		if _, err := fmt.Sscanf(line, "%s\t%d\t%d\t%d\t%s", &name, &n, &page, &at, &hash); err != nil {
			continue // what the file says of itself
		}
		r, seen := reports[name]
		if !seen {
			r = report(ctx, filepath.Join(folder, name))
			reports[name] = r
			files++
			messages += n
			found += min(n, len(r.Messages))
		}
		checked++
		for _, m := range r.Messages {
			if m.Page == page && m.Line == at && messageHash(m) == hash {
				right++
			}
		}
	}
	f.rows = append(f.rows, []string{fmt.Sprint(files), fmt.Sprint(messages), fmt.Sprint(found), fmt.Sprint(checked), fmt.Sprint(right)})
	return f, nil
}

// messageHash is that of a head's letters and digits.
func messageHash(m archive.Message) string {
	var fields []string
	for _, v := range []string{m.From, m.To, m.Sent, m.Subject} {
		fields = append(fields, strings.Join(regexp.MustCompile(`[\pL\pN]+`).FindAllString(strings.ToLower(v), -1), " "))
	}
	return archive.DigestOf([]byte(strings.Join(fields, "|"))).String()[:16]
}

// mailLarge measures what large mail takes: it is made first.
func mailLarge(ctx context.Context, _ string) (figures, error) {
	f := figures{title: "Large mail", header: []string{"file", "size", "seconds", "most memory of a process"}}
	dir, err := os.MkdirTemp("", "readingroom-bench-")
	if err != nil {
		return f, err
	}
	defer os.RemoveAll(dir)
	for _, big := range []struct {
		name string
		make func(*bufio.Writer)
	}{{"mailbox.mbox", bigMailbox}, {"film.eml", bigMail}} {
		path := filepath.Join(dir, big.name)
		if err := written(path, big.make); err != nil {
			return f, err
		}
		info, err := os.Stat(path)
		if err != nil {
			return f, err
		}
		exe, err := os.Executable()
		if err != nil {
			return f, err
		}
		began := time.Now()
		c := exec.CommandContext(ctx, exe, "mailread", path)
		c.Stderr = os.Stderr
		if err := c.Start(); err != nil {
			return f, err
		}
		done, peak := make(chan struct{}), make(chan int64)
		go func() { peak <- watchPeak(c.Process.Pid, done) }()
		err = c.Wait()
		close(done)
		most := <-peak
		if err != nil {
			return f, fmt.Errorf("%s: %w", big.name, err)
		}
		f.rows = append(f.rows, []string{big.name, fmt.Sprintf("%d MB", info.Size()/1e6), seconds(time.Since(began)), fmt.Sprintf("%d MB", most/1e6)})
		if err := os.Remove(path); err != nil {
			return f, err
		}
	}
	return f, nil
}

func written(path string, fill func(*bufio.Writer)) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(file)
	fill(w)
	return errors.Join(w.Flush(), file.Close())
}

const bigHead = "From: a@b.example\r\nTo: c@d.example\r\nDate: Tue, 5 Jan 2010 20:01:00 -0500\r\nSubject: large\r\n"

// bigMailbox is a gigabyte of messages of 10 kB.
func bigMailbox(w *bufio.Writer) {
	body := strings.Repeat("This is a line of an e-mail that is long enough to be one.\r\n", 170)
	for n := 0; n < 1<<30; {
		k, _ := w.WriteString("From a@b.example Tue Jan 20 13:59:00 2015\r\n" + bigHead + "\r\n" + body + "\r\n") // told by Flush
		n += k
	}
}

// bigMail has an attachment of 100 MB.
func bigMail(w *bufio.Writer) {
	w.WriteString(bigHead + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee the film.\r\n--b\r\nContent-Type: video/mp4; name=film.mp4\r\nContent-Transfer-Encoding: base64\r\n\r\n")
	line := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{1, 2, 3}, 19)) + "\r\n"
	for range 100_000_000 / 57 {
		w.WriteString(line)
	}
	w.WriteString("\r\n--b--\r\n")
}

// readMail reads a file as users have it read, and lets go of what is found.
func readMail(ctx context.Context, args []string) error {
	f, err := os.Open(args[0])
	if err != nil {
		return err
	}
	defer f.Close()
	parts := 0
	rec := extract.Recorder{Body: func(_ string, body io.Reader) error {
		parts++
		_, err := io.Copy(io.Discard, body)
		return err
	}}
	out, err := reader().Extract(ctx, f, f.Name(), &rec)
	if err == nil && (out.Reason != "" || parts == 0) {
		err = fmt.Errorf("%d parts: %s", parts, out.Reason)
	}
	return err
}

// under lists the files of a folder that fit.
func under(root string, fits func(name string) bool) (files []string, err error) {
	err = filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() && fits(e.Name()) {
			files = append(files, path)
		}
		return err
	})
	return files, err
}
