package command

import (
	"io"
	"os"
	"strconv"

	"golang.org/x/term"
)

// Terminal is where a command reads and writes.
type Terminal struct {
	In       io.Reader
	Out, Err io.Writer
	Asks     bool // somebody is there to answer
	Width    int  // columns
	// Hidden reads a line that is not shown; nil: as all others.
	Hidden func() (string, error)
}

// usualWidth is that of what is no terminal.
const usualWidth = 80

// Standard is the process's own terminal.
func Standard() Terminal {
	t := Terminal{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Width: usualWidth}
	in, out := int(os.Stdin.Fd()), int(os.Stdout.Fd())
	t.Asks = term.IsTerminal(in) && term.IsTerminal(out)
	if w, _, err := term.GetSize(out); err == nil && w > 0 {
		t.Width = w
	} else if w, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && w > 0 {
		t.Width = w
	}
	if t.Asks {
		t.Hidden = func() (string, error) {
			raw, err := term.ReadPassword(in)
			_, _ = t.Out.Write([]byte("\n")) // the one that was not shown
			return string(raw), err
		}
	}
	return t
}
