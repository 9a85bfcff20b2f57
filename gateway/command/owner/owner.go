// Package owner has what a node's operator does to it from a terminal, over its gateway's admin API. What is shown is a table for
// people, or with --json what the API says. What costs something, or changes something for somebody else, is shown before it is done.
package owner

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"berth/gateway/command/remote"
	"berth/gateway/command/show"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
)

// Desk is where an operator works.
type Desk struct {
	Context context.Context
	In      io.Reader
	Out     io.Writer
	Width   int
	Asks    bool // somebody is there to answer
	// Open gives the gateway of the settings.
	Open func() (*remote.Client, error)

	site *wire.AdminSite
}

// ErrNotDone is the end of a command that somebody has said no to.
var ErrNotDone = errors.New("nothing was done")

// errNobody is a change that nobody has agreed to.
var errNobody = errors.New("nothing was done: nobody is here to agree; remedy: --yes")

// json writes what the API says.
func (d *Desk) json(v any) error {
	out := json.NewEncoder(d.Out)
	out.SetIndent("", "  ")
	return out.Encode(v)
}

// with does something with the gateway.
func (d *Desk) with(work func(ctx context.Context, c *remote.Client) error) error {
	c, err := d.Open()
	if err != nil {
		return err
	}
	defer c.Close()
	return work(d.Context, c)
}

// agree asks whether a thing is to be done, unless that was said already.
func (d *Desk) agree(yes bool, question string) error {
	switch {
	case yes:
		return nil
	case !d.Asks:
		return errNobody
	}
	fmt.Fprintln(d.Out)
	show.Text(d.Out, d.Width, 0, question+" Type yes to do it.")
	fmt.Fprint(d.Out, "> ")
	line, err := bufio.NewReader(d.In).ReadString('\n')
	if err != nil && line == "" || strings.TrimSpace(line) != "yes" {
		return ErrNotDone
	}
	return nil
}

// coins learns what the node's money is called.
func (d *Desk) coins(ctx context.Context, c *remote.Client) error {
	if d.site != nil {
		return nil
	}
	site, err := c.Site(ctx)
	d.site = &site
	return err
}

// coin is a token, as far as the gateway knows it.
func (d *Desk) coin(token eth.Address) wire.Coin {
	i := slices.IndexFunc(d.site.Coins, func(c wire.Coin) bool { return c.Address == token })
	if i < 0 {
		return wire.Coin{Address: token, Symbol: token.Short()}
	}
	return d.site.Coins[i]
}

// money is a sum in whole tokens, exactly.
func (d *Desk) money(a amount.Amount, token eth.Address) string {
	c := d.coin(token)
	return a.Units(c.Decimals) + " " + c.Symbol
}

// sums are several, of which those that are nothing are left out.
func (d *Desk) sums(all []wire.AdminEarned, of func(wire.AdminEarned) amount.Amount) string {
	var words []string
	for _, e := range all {
		if s := of(e); !s.IsZero() {
			words = append(words, d.money(s, e.Token))
		}
	}
	if len(words) == 0 {
		return "nothing"
	}
	return strings.Join(words, ", ")
}

// ether is a sum of the chain's own coin.
func ether(a amount.Amount) string { return a.Round(18, 4) }

// at is a time; empty: none.
func at(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02 15:04Z")
}

// about is a sum in whole tokens, to four digits.
func (d *Desk) about(a amount.Amount, token eth.Address) string {
	c := d.coin(token)
	return a.Round(c.Decimals, 4) + " " + c.Symbol
}

// day is a time in a list, without its year.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("01-02 15:04Z")
}

// brief is what there is of resources, in a list: cores, memory, disk and GPUs.
func brief(r resource.Resources) string {
	s := fmt.Sprintf("%g/%s/%s", float64(r.CPUMilli)/1000, letter(r.MemoryMiB), letter(r.DiskMiB))
	if r.GPU > 0 {
		s += fmt.Sprintf("/%d", r.GPU)
	}
	return s
}

func letter(mib uint32) string {
	if mib < 1024 {
		return fmt.Sprintf("%dM", mib)
	}
	return fmt.Sprintf("%.3gG", float64(mib)/1024)
}

// room is what there is of resources, in few words.
func room(r resource.Resources) string {
	s := fmt.Sprintf("%g cores, %s, %s disk", float64(r.CPUMilli)/1000, size(r.MemoryMiB), size(r.DiskMiB))
	if r.GPU > 0 {
		s += fmt.Sprintf(", %d GPU %s", r.GPU, r.GPUModel)
	}
	return strings.TrimSpace(s)
}

func size(mib uint32) string {
	if mib < 1024 {
		return fmt.Sprintf("%d MiB", mib)
	}
	return fmt.Sprintf("%.4g GiB", float64(mib)/1024)
}

// pairs writes what is there.
func (d *Desk) pairs(all ...[2]string) {
	show.Pairs(d.Out, d.Width, slices.DeleteFunc(all, func(p [2]string) bool { return p[1] == "" }))
}

func (d *Desk) say(format string, args ...any) {
	show.Text(d.Out, d.Width, 0, fmt.Sprintf(format, args...))
}
