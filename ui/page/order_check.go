package page

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/state"
)

// checkAfter is how long nothing must have been typed until a manifest is checked.
const checkAfter = 500 * time.Millisecond

// checkStage is how far a check is.
type checkStage uint8

// The stages.
const (
	checkNone   checkStage = iota // there is nothing to be checked
	checkWaits                    // for the next key
	checkAsks                     // the gateway
	checkKnown                    // answer is of subject
	checkFailed                   // err says why there is no answer
)

// subject is what an answer depends on: the manifest, and what runs.
type subject struct {
	manifest
	Revision uint64
	Runs     bool
}

// checking is the state of what a gateway makes of a manifest. Each change of the subject begins a round; an answer of
// another round is dropped. The last answer stays to be looked at while the next is waited for.
type checking struct {
	stage   checkStage
	round   int
	subject subject
	answer  wire.ManifestCheck
	had     string // the format that answer is of; "": there is none
	err     error
	stop    context.CancelFunc // of the request of this round
}

// begin starts a round, unless that is what the newest round is about. stop ends its request.
func (c *checking) begin(s subject, stop context.CancelFunc) (round int, began bool) {
	if c.stage != checkNone && c.subject == s {
		return c.round, false
	}
	c.end()
	if c.had != s.Format {
		c.answer, c.had = wire.ManifestCheck{}, ""
	}
	c.round++
	c.stage, c.subject, c.err, c.stop = checkWaits, s, nil, stop
	return c.round, true
}

// ask tells whether a round is still to be asked for.
func (c *checking) ask(round int) bool {
	if round != c.round || c.stage != checkWaits {
		return false
	}
	c.stage = checkAsks
	return true
}

// came takes an answer, unless it is too late.
func (c *checking) came(round int, answer wire.ManifestCheck, err error) bool {
	if round != c.round || c.stage != checkAsks {
		return false
	}
	c.end()
	if c.stage, c.err = checkFailed, err; err == nil {
		c.stage, c.answer, c.had = checkKnown, answer, c.subject.Format
	}
	return true
}

// drop forgets what was asked and answered.
func (c *checking) drop() {
	c.end()
	*c = checking{round: c.round + 1}
}

// retry lets the same subject be asked for again.
func (c *checking) retry() {
	if c.stage == checkFailed {
		c.stage = checkNone
	}
}

func (c *checking) end() {
	if c.stop != nil {
		c.stop()
		c.stop = nil
	}
}

// busy tells whether an answer is to come.
func (c checking) busy() bool { return c.stage == checkWaits || c.stage == checkAsks }

// bad are the lines with problems, each once, in order.
func (c checking) bad() (lines []int) {
	for _, p := range c.answer.Problems {
		// By hand: a sort is more code in the page than these few lines are worth.
		i := 0
		for i < len(lines) && lines[i] < p.Line {
			i++
		}
		if p.Line > 0 && (i == len(lines) || lines[i] != p.Line) {
			lines = slices.Insert(lines, i, p.Line)
		}
	}
	return lines
}

// manifest is what the form would deploy now.
func (p *Order) manifest() (m manifest, ok bool) {
	if p.form.Format != formatTemplate {
		m = manifest{p.form.Format, p.form.text()}
		return m, !blank(m.Text)
	}
	tpl, found := findTemplate(p.templates.Data, p.what.Template)
	env, fine := paramsOf(tpl, p.what.Params)
	if !found || !fine {
		return manifest{}, false
	}
	return templateManifest(tpl, env), true
}

// recheck has the gateway look at what is in the form, where that or what runs has changed.
func (p *Order) recheck() {
	ctx, s, life := p.ctx, p.site(), p.life
	g, token := s.known()
	m, ok := p.manifest()
	if !token || !ok || life == nil || p.deployed.Status != state.Ready || !p.formShown() || len(m.Text) > p.most() {
		p.check.drop()
		return
	}
	d := p.deployed.Data
	asking, stop := context.WithCancel(life)
	round, began := p.check.begin(subject{m, d.Revision, d.Phase != wire.PhaseStopped && d.Phase != wire.PhaseFailed}, stop)
	if !began {
		stop()
		return
	}
	p.short = false
	ctx.Async(func() {
		select {
		case <-time.After(checkAfter):
		case <-asking.Done():
			return
		}
		p.mine(ctx, asking, func(ctx app.Context) {
			if !p.check.ask(round) {
				return
			}
			ctx.Async(func() {
				answer, err := g.Check(asking, s.Order.ID, wire.ManifestCheckRequest{Format: m.Format, Manifest: m.Text})
				if errors.Is(err, context.Canceled) {
					return
				}
				err = s.heard(err)
				p.mine(ctx, life, func(app.Context) { p.check.came(round, answer, err) })
			})
		})
	})
}

// formShown tells whether the form to deploy is on the page.
func (p *Order) formShown() bool {
	g := p.progress()
	if g.over() || g.view.ActivatedAt.IsZero() {
		return false
	}
	open := g.tab(p.tab)
	return open == tabDeploy || open == tabOverview && p.deployed.Data.Revision == 0
}

// most is how many bytes the node takes.
func (p *Order) most() int {
	if c := p.node.Data.Card; c != nil && c.Limits.ManifestBytes > 0 {
		return int(c.Limits.ManifestBytes)
	}
	return manifestBytes
}
