package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/spf13/cobra"

	"readingroom/web"
)

func newWithdraw(data *string) *cobra.Command {
	var (
		d    = web.ItemDecision{Act: "withdraw"}
		lift bool
	)
	c := &cobra.Command{
		Use:   "withdraw ITEM --reason TEXT [flags]",
		Short: "Have a document no longer shown or found, or with --lift shown again",
		Long: `Withdraw has a document no longer shown, found or linked: its address says that it was
withdrawn, when, by whom and why. Its number is given to nothing else, and its original
stays in the archive's folder. With --lift it is read and shown again.`,
		Example: `  readingroom withdraw 2026-017-0003 --reason "Sealed by the court on 4 May 2026"
  readingroom withdraw 2026-017-0003 --lift`,
		Args: oneItem,
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case lift:
				d.Act = "lift"
			case d.Reason == "":
				return usageError{errors.New("say why with --reason: whoever follows a citation of the document reads it")}
			}
			if err := decide(c.Context(), *data, "/items/"+url.PathEscape(args[0])+"/withdrawal.json", d); err != nil {
				return err
			}
			said := "is no longer shown."
			if lift {
				said = "is shown again."
			}
			_, err := fmt.Fprintln(c.OutOrStdout(), args[0], said)
			return err
		},
	}
	c.Flags().StringVar(&d.Reason, "reason", "", "why it is withdrawn, for everybody to read")
	c.Flags().StringVar(&d.By, "by", userName(), "who decides it")
	c.Flags().BoolVar(&lift, "lift", false, "show it again")
	return c
}

func newReplace(data *string) *cobra.Command {
	var (
		d    = web.ItemDecision{Act: "replace"}
		undo bool
	)
	c := &cobra.Command{
		Use:   "replace ITEM --with ITEM [flags]",
		Short: "Record that a document takes the place of another, or with --undo that it does not",
		Long: `Replace records that a later version of a document takes its place. Both stay; citations
of the earlier lead to it, and say that there is a later one.`,
		Example: `  readingroom replace 2026-017-0003 --with 2026-021-0001 --note "Page 4 was released in full"
  readingroom replace 2026-017-0003 --undo`,
		Args: oneItem,
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case undo:
				d.Act = "undo"
			case d.With == "":
				return usageError{errors.New("name the later version with --with")}
			}
			if err := decide(c.Context(), *data, "/items/"+url.PathEscape(args[0])+"/replacement.json", d); err != nil {
				return err
			}
			said := "is replaced by " + d.With + "."
			if undo {
				said = "is replaced by nothing."
			}
			_, err := fmt.Fprintln(c.OutOrStdout(), args[0], said)
			return err
		},
	}
	c.Flags().StringVar(&d.With, "with", "", "the later version, by its number")
	c.Flags().StringVar(&d.Note, "note", "", "what is other in it")
	c.Flags().StringVar(&d.By, "by", userName(), "who decides it")
	c.Flags().BoolVar(&undo, "undo", false, "take it back")
	return c
}

func oneItem(_ *cobra.Command, args []string) error {
	if len(args) != 1 {
		return errors.New("give the number of one document, such as 2026-017-0003")
	}
	return nil
}

// decide tells the archive what was decided about a document, and waits until it
// is found so.
func decide(ctx context.Context, data, path string, d web.ItemDecision) error {
	r, err := enter(ctx, data, false)
	if err != nil {
		return err
	}
	tell := func(ctx context.Context) error {
		return r.ask(ctx, http.MethodPost, path, d, &struct{}{})
	}
	if r.opened == nil {
		return tell(ctx)
	}
	err = r.opened.work(ctx, func(ctx context.Context) error {
		if err := tell(ctx); err != nil {
			return err
		}
		return r.opened.ingest.Wait(ctx, "", nil)
	})
	return errors.Join(err, r.Close())
}
