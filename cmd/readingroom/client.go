package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"readingroom/archive"
	"readingroom/archive/ingest"
)

// server returns the server that owns the folder where err says that one does.
func server(err error) (owner, bool) {
	var held errHeld
	if errors.As(err, &held) && held.Addr != "" && held.Token != "" {
		return held.owner, true
	}
	return owner{}, false
}

// local asks this machine: never through a proxy, which would see the token.
var local = &http.Client{Transport: &http.Transport{}}

// ask sends a request to the server that owns the data folder, and decodes its
// JSON answer into out.
func (o owner) ask(ctx context.Context, method, path string, body, out any) error {
	return askOver(ctx, local, o, method, path, body, out)
}

// saidError is what a site said is wrong.
type saidError struct{ addr, text string }

func (e saidError) Error() string { return "the server at " + e.addr + ": " + e.text }

func askOver(ctx context.Context, client *http.Client, o owner, method, path string, body, out any) error {
	var r io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			return err
		}
		r = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(ctx, method, o.Addr+path, r)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+o.Token)
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	resp, err := client.Do(req)
	if err != nil {
		return fmt.Errorf("the server at %s does not answer: %w", o.Addr, err)
	}
	defer resp.Body.Close()
	if resp.StatusCode >= 300 {
		var said struct {
			Error string `json:"error"`
		}
		json.NewDecoder(io.LimitReader(resp.Body, 1<<20)).Decode(&said)
		if said.Error == "" {
			said.Error = resp.Status
		}
		return saidError{o.Addr, said.Error}
	}
	return json.NewDecoder(resp.Body).Decode(out)
}

// importThrough has the server take the paths in and waits, like import alone.
func (o owner) importThrough(ctx context.Context, order ingest.Order, bar *progress) (ingest.Report, error) {
	var begun struct {
		Accession string `json:"accession"`
	}
	for i, p := range order.Paths { // JSON is text; a path may hold any bytes
		order.Paths[i] = archive.ExactPath(p)
	}
	if err := o.ask(ctx, http.MethodPost, "/-/imports", order, &begun); err != nil {
		return ingest.Report{}, err
	}
	for {
		var r ingest.Report
		if err := o.ask(ctx, http.MethodGet, "/-/imports/"+url.PathEscape(begun.Accession), nil, &r); err != nil {
			return r, err
		}
		bar.show(r.Items-r.Waiting, r.Items)
		if r.Trouble != "" {
			return r, fmt.Errorf("the server at %s: %s", o.Addr, r.Trouble)
		}
		if !r.Open && r.Waiting == 0 {
			return r, nil
		}
		select {
		case <-ctx.Done():
			return r, fmt.Errorf("no longer waiting; the server goes on with accession %s", begun.Accession)
		case <-time.After(300 * time.Millisecond):
		}
	}
}
