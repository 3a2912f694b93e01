package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/foia"
	"readingroom/archive/store"
)

// This file takes in tables of agencies, laws and holidays: each whole or not
// at all.

// A Taken is what a table brought.
type Taken struct {
	Read    int `json:"read"`    // rows
	Changed int `json:"changed"` // of them: new, or other than they were
}

// TakeAgencies takes in a table of agencies in CSV.
func TakeAgencies(ctx context.Context, db *store.Store, table string) (t Taken, err error) {
	known, err := db.Agencies(ctx)
	if err != nil {
		return t, err
	}
	laws, err := db.Laws(ctx)
	if err != nil {
		return t, err
	}
	all, err := foia.ReadAgencies(strings.NewReader(table), known, laws)
	if err != nil {
		return t, err
	}
	t.Read = len(all)
	t.Changed, err = db.PutAgencies(ctx, all)
	return t, err
}

// TakeLaws takes in a table of laws in CSV. A law's own holidays stay.
func TakeLaws(ctx context.Context, db *store.Store, table string) (t Taken, err error) {
	all, err := foia.ReadLaws(strings.NewReader(table))
	if err != nil {
		return t, err
	}
	for i := range all {
		was, err := db.Law(ctx, all[i].Code)
		if err != nil && !errors.Is(err, archive.ErrNotFound) {
			return t, err
		}
		all[i].Own = was.Own
	}
	t.Read = len(all)
	t.Changed, err = db.PutLaws(ctx, all)
	return t, err
}

// TakeHolidays takes in the holidays of a law in CSV; those of a day that is
// there already are replaced, others stay.
func TakeHolidays(ctx context.Context, db *store.Store, code, table string) (t Taken, err error) {
	l, err := db.Law(ctx, code)
	if err != nil {
		return t, err
	}
	rows, err := foia.ReadHolidays(strings.NewReader(table))
	if err != nil {
		return t, err
	}
	t.Read = len(rows)
	own := slices.Clone(l.Own)
	for _, h := range rows {
		i := slices.IndexFunc(own, func(x foia.Holiday) bool { return x.Date == h.Date })
		switch {
		case i < 0:
			own = append(own, h)
			t.Changed++
		case own[i] != h:
			own[i] = h
			t.Changed++
		}
	}
	if t.Changed == 0 {
		return t, nil
	}
	slices.SortFunc(own, func(a, b foia.Holiday) int { return strings.Compare(a.Date, b.Date) })
	l.Own = own
	_, err = db.PutLaws(ctx, []foia.Law{l})
	return t, err
}

// tableLimit is the longest table that is read from a form, in bytes.
const tableLimit = 20e6

// tableGiven reads the form, and the table that came with it: a file, or the
// text of one in JSON, {"table": "slug,name\n…"}.
func tableGiven(c *gin.Context) (table string, given bool, err error) {
	r := c.Request
	r.Body = http.MaxBytesReader(c.Writer, r.Body, tableLimit)
	switch {
	case strings.HasPrefix(r.Header.Get("Content-Type"), "application/json"):
		var in struct {
			Table *string `json:"table"`
		}
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			return "", false, badForm(err, "The JSON could not be read. It is {\"table\": \"…\"}, with the text of a CSV file.")
		}
		if in.Table == nil {
			return "", false, invalid("The JSON has no field “table”, which is the text of a CSV file.")
		}
		return *in.Table, true, nil
	case !strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data"):
		if err := r.ParseForm(); err != nil {
			return "", false, badForm(err, "The form could not be read.")
		}
		return "", false, nil
	}
	if err := r.ParseMultipartForm(tableLimit); err != nil {
		return "", false, badForm(err, "The form could not be read.")
	}
	defer r.MultipartForm.RemoveAll()
	f, _, err := r.FormFile("table")
	if err != nil {
		return "", true, nil // an empty table says that it is empty
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	return string(b), true, err
}

// badForm keeps the error of a body that is too long, which says how long one may be.
func badForm(err error, says string) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return err
	}
	return invalid("%s", says)
}

// tookIn answers a program.
func (s *Site) tookIn(c *gin.Context, t Taken, err error) {
	if err != nil {
		s.fail(c, err)
		return
	}
	writeJSON(c, http.StatusOK, t)
}

// importForm is the form after a table was given: what came of it, or all that
// is wrong with it.
func importForm(t Taken, err error, one, many string) (int, ImportForm, error) {
	var m *foia.Mistakes
	switch {
	case errors.As(err, &m):
		return http.StatusBadRequest, ImportForm{Problem: "Nothing was taken in. Mend these, and choose the file again:", Mistakes: m}, nil
	case errors.Is(err, archive.ErrInvalid), errors.Is(err, archive.ErrNotFound):
		return http.StatusBadRequest, ImportForm{Problem: "Nothing was taken in. " + sentence(err, archive.ErrInvalid)}, nil
	case err != nil:
		return 0, ImportForm{}, err
	case t.Changed == 0:
		return http.StatusOK, ImportForm{Said: fmt.Sprintf("%s read; all were here already, and nothing changed.", upperFirst(count(t.Read, one, many)))}, nil
	}
	return http.StatusOK, ImportForm{Said: fmt.Sprintf("%s read, %s new or changed.", count(t.Read, one, many), number(t.Changed))}, nil
}

// fieldErrors are the mistakes of a form by field, each a sentence.
func fieldErrors(err error) map[string]string {
	all := map[string]string{}
	var m *foia.Mistakes
	if errors.As(err, &m) {
		for _, x := range m.Said {
			if all[x.Column] == "" {
				all[x.Column] = upperFirst(x.Text) + "."
			}
		}
	}
	return all
}
