package web

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/foia"
)

// maySee reports whether whoever asks may see a request: a private one is for
// those who may change the archive.
func (s *Site) maySee(r *http.Request, q foia.Request) bool {
	return q.Visibility != foia.Private || s.mayChange(r)
}

// caseOf finds the request that the address names. One that may not be seen is
// answered as one that is not there.
func (s *Site) caseOf(c *gin.Context) (foia.Case, error) {
	number := c.Param("request")
	none := notFound("There is no request %s in this archive.", cut(number, 60))
	if !foia.IsNumber(number) { // one that an agency gave it will do
		r, err := s.Store.FindRequest(c.Request.Context(), number)
		switch {
		case errors.Is(err, archive.ErrNotFound), err == nil && !s.maySee(c.Request, r), err != nil && !s.mayChange(c.Request):
			return foia.Case{}, notFound("“%s” is no request’s number. One looks like R2017-003.", cut(number, 60))
		case err != nil:
			return foia.Case{}, err
		}
		number = r.Number
	}
	k, err := s.Store.Case(c.Request.Context(), number, s.today())
	switch {
	case errors.Is(err, archive.ErrNotFound):
		return k, none
	case err != nil:
		return k, err
	case !s.maySee(c.Request, k.Request):
		return foia.Case{}, none
	}
	return k, nil
}

// namer gives agencies' short names by their slugs.
func (s *Site) namer(ctx context.Context) (func(slug string) string, error) {
	all, err := s.Store.Agencies(ctx)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, a := range all {
		names[a.Slug] = a.Name
		if a.Short != "" {
			names[a.Slug] = a.Short
		}
	}
	return func(slug string) string {
		if n := names[slug]; n != "" {
			return n
		}
		return slug
	}, nil
}

// agencyNamed finds the agency that somebody typed: its slug, its name or its
// short name. What is none is an error that names those alike.
func agencyNamed(all []foia.Agency, typed string) (foia.Agency, error) {
	typed = strings.TrimSpace(typed)
	var same, alike []foia.Agency
	for _, a := range all {
		switch {
		case strings.EqualFold(a.Slug, typed):
			return a, nil
		case strings.EqualFold(a.Name, typed), a.Short != "" && strings.EqualFold(a.Short, typed):
			same = append(same, a)
		case len(typed) > 1 && strings.Contains(strings.ToLower(a.Name+" "+a.Short), strings.ToLower(typed)):
			alike = append(alike, a)
		}
	}
	if len(same) == 1 {
		return same[0], nil
	}
	var names []string
	for _, a := range append(same, alike...) {
		if len(names) == 5 {
			names = append(names, "others")
			break
		}
		names = append(names, a.Name+" ("+a.Slug+")")
	}
	switch {
	case len(same) > 1:
		return foia.Agency{}, invalid("Several agencies are called that: %s. Give the short name in brackets.", strings.Join(names, ", "))
	case len(alike) > 0:
		return foia.Agency{}, invalid("No agency is called “%s” here. Did you mean %s?", cut(typed, 80), strings.Join(names, ", "))
	}
	return foia.Agency{}, invalid("No agency is called “%s” here.", cut(typed, 80))
}
