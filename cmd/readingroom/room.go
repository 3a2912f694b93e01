package main

import (
	"context"
	"errors"
	"net/http"

	"readingroom/web"
)

// A room is the archive as a command asks it: the site of the server that owns
// its folder, or one in this process.
type room struct {
	owner
	client *http.Client
	opened *opened // nil where a server owns the folder
}

// enter opens the archive to be asked; making says whether one that is not
// there yet is made.
func enter(ctx context.Context, data string, making bool) (*room, error) {
	open := existing
	if making {
		open = openArchive
	}
	o, err := open(ctx, data)
	if owner, ok := server(err); ok {
		return &room{owner: owner, client: local}, nil
	}
	if err != nil {
		return nil, err
	}
	site := &web.Site{
		Store: o.db, Blobs: o.blobs, Contents: o.contents, Index: o.index, Ingest: o.ingest, Gazetteer: o.ingest.Gazetteer, Version: version, Context: ctx,
	}
	return &room{owner{Addr: "http://" + defaultAddr}, &http.Client{Transport: inProcess{site.Handler()}}, o}, nil
}

// ask sends a request, and decodes the JSON answer into out.
func (r *room) ask(ctx context.Context, method, path string, body, out any) error {
	err := askOver(ctx, r.client, r.owner, method, path, body, out)
	if said := (saidError{}); r.opened != nil && errors.As(err, &said) {
		return errors.New(said.text) // there is no server to speak of
	}
	return err
}

func (r *room) Close() error {
	if r.opened == nil {
		return nil
	}
	return r.opened.Close()
}
