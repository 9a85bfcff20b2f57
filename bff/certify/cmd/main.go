// Command cmd checks a node as a platform does, for anyone: it needs an RPC endpoint and no platform. With a key that has coins
// and tokens it rents the node, too, and has it measured. It also checks published pieces of evidence again.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"unicode"

	"github.com/alecthomas/kong"
)

// Exit codes.
const (
	exitPassed    = 0 // and of evidence: it holds
	exitNotPassed = 1 // and of evidence: some does not hold
	exitFailed    = 2 // nothing was found out: a flag is wrong, or the chain or a file cannot be read
)

type flags struct {
	Check    check    `cmd:"" help:"Check a node. Exit code 0: it passed, 1: it did not, 2: that could not be found out."`
	Evidence document `cmd:"" help:"Check pieces of evidence again: the JSON of GET /api/evidence/{id}. Exit code 0: all hold, 1: some do not, 2: that could not be found out."`
}

// errNotPassed is a check that was made and not passed, or evidence that does not hold.
var errNotPassed = errors.New("not passed")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run runs a command line and gives the exit code.
func run(ctx context.Context, args []string, out, wrong io.Writer) int {
	out, wrong = clean{out}, clean{wrong}
	var f flags
	helped := false
	k, err := kong.New(&f, kong.Name("certify"), kong.Description("Check a node, or what was found out about one."), kong.Writers(out, wrong),
		kong.Exit(func(int) { helped = true }), kong.BindTo(ctx, (*context.Context)(nil)), kong.BindTo(out, (*io.Writer)(nil)))
	if err != nil {
		panic("certify: " + err.Error()) // the grammar is wrong: each test would show it
	}
	c, err := k.Parse(args)
	switch {
	case helped:
		return exitPassed
	case err == nil:
		err = c.Run()
	}
	switch {
	case err == nil:
		return exitPassed
	case errors.Is(err, errNotPassed):
		fmt.Fprintln(wrong, "certify:", err)
		return exitNotPassed
	}
	fmt.Fprintln(wrong, "certify:", err)
	return exitFailed
}

// clean writes what others said so that a terminal shows it, and does nothing else. Whoever writes to it writes whole characters.
type clean struct{ to io.Writer }

func (c clean) Write(b []byte) (int, error) {
	shown := strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || unicode.IsGraphic(r) {
			return r
		}
		return unicode.ReplacementChar
	}, string(b))
	if _, err := io.WriteString(c.to, shown); err != nil {
		return 0, err
	}
	return len(b), nil
}
