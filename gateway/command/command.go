// Package command is berth-gateway's command line: the node's process itself, what prepares it, and what an operator does to a
// node from a terminal. Each command's work is in a package of its own; here is what they are called, where their settings come
// from, and how they end.
package command

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"berth/gateway"
	"berth/gateway/command/owner"
	"berth/gateway/command/settings"
	"berth/gateway/command/show"
	"berth/shared/server/web"
)

// Exit codes of all commands. Doctor's are in its help.
const (
	exitFailed = 1
	exitUsage  = 2 // the command line or the settings are wrong
)

// line is the grammar.
type line struct {
	Config string `placeholder:"FILE" type:"path" help:"File with settings: YAML, keyed by the names of the flags. Flags win over variables, which win over the file."`

	Connect string `placeholder:"ADDRESS" help:"Where the commands about a running node connect to, if its host name does not lead there from here, such as 127.0.0.1:443."`

	Run     runCommand     `cmd:"" default:"withargs" help:"Serve a node. It is what is done where no command is named."`
	Version versionCommand `cmd:"" help:"Say which version this is."`

	Init     initCommand     `cmd:"" group:"Prepare a node:" help:"Ask what has to be known, make the operator key, write the file of settings."`
	Register registerCommand `cmd:"" group:"Prepare a node:" help:"Show what the node's wallet has to send to the registry to enter the node, or to update its entry."`
	Doctor   doctorCommand   `cmd:"" group:"Prepare a node:" help:"See whether all is there that a node needs: say what is wrong and how to mend it."`

	Key keyCommand `cmd:"" group:"Prepare a node:" help:"Make an operator key, or say whose one is."`

	Status      owner.Status      `cmd:"" group:"A node that runs:" help:"How it stands, and what needs attention."`
	Orders      owner.Orders      `cmd:"" group:"A node that runs:" help:"Its orders: list them, look at one, end it."`
	Prices      owner.Prices      `cmd:"" group:"A node that runs:" help:"Its prices: show and set them."`
	Earnings    owner.Earnings    `cmd:"" group:"A node that runs:" help:"What it earned, and what of that can be had."`
	Withdraw    owner.Withdraw    `cmd:"" group:"A node that runs:" help:"Settle and pay out to the node's wallet; the gas is shown before."`
	Maintenance owner.Maintenance `cmd:"" group:"A node that runs:" help:"Announce maintenance, see whom it affects, end it."`
	Blocked     owner.Blocked     `cmd:"" group:"A node that runs:" help:"Users whose offers are rejected."`
	Audit       owner.Audit       `cmd:"" group:"A node that runs:" help:"Who did what."`
	Logout      owner.Logout      `cmd:"" group:"A node that runs:" help:"End the session of these commands."`
}

// program is what each command is given.
type program struct {
	Terminal
	ctx  context.Context
	path string         // of the file of settings; empty: none was named
	file *settings.File // nil: none was named, or is there yet
}

// Main runs a command line and gives the exit code.
func Main(ctx context.Context, args []string, t Terminal) int {
	var l line
	p := &program{Terminal: t, ctx: ctx}
	k, err := kong.New(&l, kong.Name("berth-gateway"), kong.Description("A Berth node's gateway: what serves it, and what its operator does to it."), kong.DefaultEnvars("BERTH"),
		kong.Writers(t.Out, t.Err), kong.Bind(p, p.desk(&l)), kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.WithBeforeResolve(func(c *kong.Context) error { return p.open(c) }))
	if err != nil {
		panic("command: " + err.Error()) // the grammar is wrong: each test would show it
	}
	c, err := k.Parse(args)
	if err != nil {
		p.complain(err)
		return exitUsage
	}
	return p.end(c.Run())
}

// end says what went wrong, and gives the exit code.
func (p *program) end(err error) int {
	var code exitCode
	switch {
	case err == nil:
		return 0
	case errors.As(err, &code):
		return int(code)
	}
	p.complain(err)
	return exitFailed
}

// complain says what went wrong. What a server said may be in it.
func (p *program) complain(err error) {
	text := "berth-gateway: " + err.Error()
	for line := range strings.SplitSeq(text, "\n") {
		fmt.Fprintln(p.Err, show.Clean(line))
	}
}

// exitCode is an end that has been told of.
type exitCode int

func (c exitCode) Error() string { return fmt.Sprintf("exit code %d", int(c)) }

// open reads the file of settings before flags are made out of it.
func (p *program) open(c *kong.Context) error {
	path := flagOf(c, "config")
	begins := c.Selected() != nil && c.Selected().Name == "init"
	if path == "" && begins {
		path = settingsName
	}
	p.path = path
	if path != "" {
		file, err := settings.Read(path)
		switch {
		case begins && errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return err
		default:
			if err := file.Check(nodeFlags(c.Model)); err != nil {
				return err
			}
			p.file = file
			c.AddResolver(file)
		}
	}
	if !begins {
		return nil
	}
	from := flagOf(c, "from")
	if from == "" {
		return nil
	}
	answers, err := settings.Read(from)
	if err != nil {
		return err
	}
	if err := answers.Check(c.Selected().Flags); err != nil {
		return err
	}
	c.AddResolver(answers)
	return nil
}

// flagOf is a flag's text, before all are known.
func flagOf(c *kong.Context, name string) string {
	for _, f := range c.Flags() {
		if f.Name == name {
			text, _ := c.FlagValue(f).(string)
			return text
		}
	}
	return ""
}

// nodeFlags are the flags of a node's process, which are what a file may have.
func nodeFlags(app *kong.Application) []*kong.Flag {
	for _, n := range app.Children {
		if n.Name == "run" {
			return n.Flags
		}
	}
	return nil
}

// node are the settings of the node as its process has them, out of the file and the variables.
func (p *program) node() (gateway.Config, error) {
	var cfg gateway.Config
	k, err := kong.New(&cfg, kong.DefaultEnvars("BERTH"))
	if err != nil {
		return cfg, err
	}
	if p.file != nil {
		if err := kong.Resolvers(p.file).Apply(k); err != nil {
			return cfg, err
		}
	}
	if _, err := k.Parse(nil); err != nil {
		return cfg, fmt.Errorf("the node's settings: %w; remedy: --config FILE, the one that the gateway runs with", err)
	}
	return cfg, nil
}

type versionCommand struct{}

// Run says it.
func (versionCommand) Run(p *program) error {
	_, err := fmt.Fprintln(p.Out, web.Version())
	return err
}

// within bounds a piece of work.
func (p *program) within(most time.Duration) (context.Context, context.CancelFunc) {
	return context.WithTimeout(p.ctx, most)
}
