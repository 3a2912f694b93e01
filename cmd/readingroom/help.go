package main

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"
)

// manual is the one source of the manual: `readingroom help TOPIC` prints it,
// the site shows it under /-/help, and its examples run as tests.
//
//go:embed manual/*.md
var manual embed.FS

func manualPages() fs.FS {
	pages, err := fs.Sub(manual, "manual")
	if err != nil {
		panic(err) // the folder is compiled in
	}
	return pages
}

// A topic is a page of the manual.
type topic struct{ name, title string }

func topics() ([]topic, error) {
	names, err := fs.Glob(manualPages(), "*.md")
	if err != nil {
		return nil, err
	}
	var all []topic
	for _, n := range names {
		b, err := fs.ReadFile(manualPages(), n)
		if err != nil {
			return nil, err
		}
		first, _, _ := strings.Cut(string(b), "\n")
		all = append(all, topic{strings.TrimSuffix(n, ".md"), strings.TrimPrefix(first, "# ")})
	}
	return all, nil
}

func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND | TOPIC]",
		Short: "Help on a command, or a page of the manual",
		Args:  cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			all, err := topics()
			if err != nil {
				return err
			}
			out := c.OutOrStdout()
			if len(args) == 0 {
				if err := c.Root().Help(); err != nil {
					return err
				}
				fmt.Fprintln(out, "\nPages of the manual (readingroom help TOPIC):")
				for _, t := range all {
					fmt.Fprintf(out, "  %-13s %s\n", t.name, t.title)
				}
				return nil
			}
			for _, t := range all {
				if t.name == args[0] {
					b, err := fs.ReadFile(manualPages(), t.name+".md")
					if err != nil {
						return err
					}
					_, err = out.Write(b)
					return err
				}
			}
			sub, rest, err := c.Root().Find(args)
			if err != nil || len(rest) > 0 || sub == c.Root() {
				return usageError{fmt.Errorf("help: no command and no page of the manual is called %q", strings.Join(args, " "))}
			}
			return sub.Help()
		},
	}
}
