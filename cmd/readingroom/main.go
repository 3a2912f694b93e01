// Command readingroom is a document archive and FOIA records tracker in one
// program: files go in; readers search, follow and cite.
//
//	readingroom demo                       a throw-away archive to look at
//	readingroom import release/            take records in
//	readingroom serve                      read them in the browser
//	readingroom search '"Ventura County"'  or here
//
// Exit codes: 0 all well, 1 something could not be done (said on standard
// error, with the file's name), 2 wrong usage. This package wires the others
// together and decides nothing. spf13/cobra was chosen because its help and
// errors are what people expect of a command.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	_ "time/tzdata" // where the system has no table of time zones, as in a container: TZ says by whose day deadlines are reckoned

	"github.com/spf13/cobra"

	"readingroom/archive/extract"
)

// version is the version of the program; releases set it when linking.
var version = "0.1.0-dev"

func main() {
	if len(os.Args) > 1 && os.Args[1] == extractOne {
		// The child that reads one document: as little as possible before it.
		os.Exit(extract.ExtractOne(os.Stdin, os.Stdout, os.Getenv))
	}
	// Indexing and searching make much garbage beside a small heap. GOGC still
	// decides where somebody set it.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(200)
	}
	os.Exit(run(os.Args[1:]))
}

// extractOne is the hidden command that runs the readers; see extract.Sandbox.
const extractOne = "extract-one"

func run(args []string) int {
	slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})))
	// The first Ctrl-C ends work in hand cleanly, the second ends the process.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	go func() { <-ctx.Done(); stop() }()

	root := newRoot()
	root.SetArgs(args)
	c, err := root.ExecuteContextC(ctx)
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errSaid):
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(os.Stderr, "readingroom: stopped; what was begun goes on with the next import or start of the server")
	default:
		fmt.Fprintln(os.Stderr, "readingroom:", err)
	}
	if u := (usageError{}); errors.As(err, &u) {
		fmt.Fprintf(os.Stderr, "Run '%s --help' to see how it is used.\n", c.CommandPath())
		return 2
	}
	return 1
}

// errSaid ends a command whose troubles were told already.
var errSaid = errors.New("see above")

// usageError is wrong usage: exit code 2.
type usageError struct{ error }

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "readingroom",
		Short: "An archive of released records: search them, follow them, cite them",
		Long: `readingroom keeps released records (PDFs, e-mails, spreadsheets), finds the page
and the table row, and cites the exact place.

Exit codes: 0 all well; 1 something could not be done (said on standard error,
with the file's name); 2 wrong usage.`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.CompletionOptions.DisableDefaultCmd = true
	var data string
	root.PersistentFlags().StringVar(&data, "data", envOr("READINGROOM_DATA", "readingroom-data"), "the folder of the archive")
	root.AddCommand(newDemo(), newServe(&data), newImport(&data), newSearch(&data), newCompare(&data), newCheck(&data), newExport(&data), newWithdraw(&data), newReplace(&data), newExtract(), newLink(), newOCR(&data), newRequest(&data),
		newVerify(&data), newReindex(&data), newBackup(&data), newRestore(&data), newHealth(), newVersion())
	root.SetHelpCommand(newHelp())
	wrapUsage(root)
	return root
}

// wrapUsage makes every complaint about flags and arguments a usageError.
func wrapUsage(c *cobra.Command) {
	said := c.FlagErrorFunc() // what the command has to say of it
	c.SetFlagErrorFunc(func(c *cobra.Command, err error) error { return usageError{said(c, err)} })
	if args := c.Args; args != nil {
		c.Args = func(c *cobra.Command, given []string) error {
			if err := args(c, given); err != nil {
				return usageError{err}
			}
			return nil
		}
	}
	for _, sub := range c.Commands() {
		wrapUsage(sub)
	}
}

// takes refuses fewer arguments than one, or more than most, where 0 is any
// number; what says what is wanted: "a file or a folder".
func takes(most int, what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		switch {
		case len(args) == 0:
			return fmt.Errorf("%s is missing", what)
		case most > 0 && len(args) > most:
			return fmt.Errorf("%q is too much: one thing at a time", args[most])
		}
		return nil
	}
}

func envOr(name, otherwise string) string {
	if v := os.Getenv(name); v != "" {
		return v
	}
	return otherwise
}

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Print the version", Args: cobra.NoArgs,
		Run: func(c *cobra.Command, _ []string) { fmt.Fprintln(c.OutOrStdout(), "readingroom", version) },
	}
}
