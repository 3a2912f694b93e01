package main

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"readingroom/web"
)

const defaultAddr = "127.0.0.1:8080"

func newServe(data *string) *cobra.Command {
	var addr, base string
	var reads ocrFlags
	c := &cobra.Command{
		Use:   "serve [flags]",
		Short: "Show the archive in the browser",
		Long: `Serve shows the archive at --addr, by default to this machine only, and goes on with
whatever an interruption left. Changes (uploads, imports) are accepted from this
machine, and from elsewhere with the administrator's token, which is printed at the
first start. While it runs, the other commands work through it.`,
		Example: `  readingroom serve
  readingroom serve --data /srv/records --addr 0.0.0.0:8080 --base https://records.example.org`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			sweep()
			o, err := openArchive(c.Context(), *data)
			if err != nil {
				return err
			}
			o.base = base
			says, err := o.useOCR(c.Context(), reads)
			if err != nil {
				return errors.Join(err, o.Close())
			}
			err = o.serve(c.Context(), addr, func(at string) error {
				token, err := o.adminToken(c.Context())
				if err != nil {
					return err
				}
				if token != "" {
					fmt.Fprintf(os.Stderr, "The administrator's token, for changes from other machines; it is not shown again:\n  %s\n", token)
				}
				_, err = fmt.Fprintf(c.OutOrStdout(), "Serving %s at %s\n%s\n", *data, at, says)
				return err
			})
			return errors.Join(err, o.Close())
		},
	}
	c.Flags().StringVar(&addr, "addr", envOr("READINGROOM_ADDR", defaultAddr), "the address to listen on")
	reads.add(c)
	c.Flags().StringVar(&base, "base", os.Getenv("READINGROOM_BASE"), "the address that people use, for citations: https://records.example.org")
	return c
}

// adminToken makes the administrator's token at the first start and returns
// it; later it returns "". Only its hash is stored.
func (o *opened) adminToken(ctx context.Context) (string, error) {
	have, err := o.db.Setting(ctx, "admin-token-sha256")
	if err != nil || have != "" {
		return "", err
	}
	token := rand.Text()
	return token, o.db.SetSetting(ctx, "admin-token-sha256", hashToken(token))
}

func hashToken(token string) string {
	h := sha256.Sum256([]byte(token))
	return hex.EncodeToString(h[:])
}

// allowed reports whether a token is the administrator's or this process's own.
func (o *opened) allowed(ctx context.Context, token string) bool {
	same := func(a, b string) bool { return a != "" && subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
	admin, err := o.db.Setting(ctx, "admin-token-sha256")
	return err == nil && same(admin, hashToken(token)) || same(readOwner(o.dir).Token, token)
}

// serve shows the archive at addr and works the queue until ctx ends. ready is
// called with the site's address once it answers.
func (o *opened) serve(ctx context.Context, addr string, ready func(at string) error) error {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("--addr %s: %w", addr, err)
	}
	at := "http://" + reachable(l.Addr().String())
	if err := o.own(at); err != nil {
		l.Close()
		return err
	}
	g, gctx := errgroup.WithContext(ctx)
	site := &web.Site{
		Store: o.db, Blobs: o.blobs, Contents: o.contents, Index: o.index, Ingest: o.ingest, Gazetteer: o.ingest.Gazetteer, Pictures: o.pictures,
		Manual: manualPages(), Allowed: o.allowed, Scans: o.readScans, Addr: l.Addr().String(), Base: o.base, Version: version, Context: gctx, Text: o.textOf,
	}
	srv := web.Server(addr, site.Handler())
	g.Go(func() error { return o.ingest.Run(gctx) })
	g.Go(func() error {
		if err := o.ingest.Resume(gctx); err != nil && gctx.Err() == nil {
			fmt.Fprintln(os.Stderr, "readingroom:", err)
		}
		return nil
	})
	g.Go(func() error {
		if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
	g.Go(func() error {
		<-gctx.Done()
		ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		if err := srv.Shutdown(ending); err != nil {
			return srv.Close()
		}
		return nil
	})
	g.Go(func() error {
		if err := ready(at); err != nil {
			return err
		}
		// Whoever asks for the first picture shall not wait until what draws it is compiled.
		if err := o.sandbox.Prepare(gctx); err != nil && gctx.Err() == nil {
			fmt.Fprintln(os.Stderr, "readingroom: pages cannot be drawn:", err)
		}
		return nil
	})
	err = g.Wait()
	site.Wait()
	return err
}

// reachable is an address at which this machine reaches what listens on addr.
func reachable(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if ip := net.ParseIP(host); err == nil && (host == "" || ip != nil && ip.IsUnspecified()) {
		return net.JoinHostPort("127.0.0.1", port)
	}
	return addr
}

// newHealth asks a running server whether it is well; for the container's check.
func newHealth() *cobra.Command {
	var addr string
	c := &cobra.Command{
		Use: "health", Short: "Ask a running server whether it is well", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			ctx, cancel := context.WithTimeout(c.Context(), 5*time.Second)
			defer cancel()
			req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+reachable(addr)+"/-/health", nil)
			if err != nil {
				return err
			}
			resp, err := local.Do(req)
			if err != nil {
				return err
			}
			defer resp.Body.Close()
			if resp.StatusCode != http.StatusOK {
				return fmt.Errorf("%s: %s", addr, resp.Status)
			}
			_, err = io.Copy(c.OutOrStdout(), io.LimitReader(resp.Body, 1<<16))
			return err
		},
	}
	c.Flags().StringVar(&addr, "addr", envOr("READINGROOM_ADDR", defaultAddr), "the address it listens on")
	return c
}
