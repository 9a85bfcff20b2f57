package order

import (
	"errors"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/problem"
	"berth/shared/wire"
	"berth/ui/fault"
	"berth/ui/js"
	"berth/ui/page/order/course"
	"berth/ui/page/order/deploy"
	"berth/ui/page/order/service"
	"berth/ui/part"
)

// about is what the deploy tab and its form need.
func (p *Page) about(g course.Course) deploy.About {
	return deploy.About{
		T: p.T, Desk: &p.desk, Run: p.feed.run, Site: p.feed.site(), Course: g, Status: p.feed.deployed.Status, Templates: p.templates, Service: p.service,
		Node: p.feed.node, Fresh: p.feed.fresh, Pointer: p.pointer, OnEnter: p.enter, OnDeploy: p.deploy, OnForget: p.forget, OnTemplate: p.needService,
	}
}

// enter only gets a token.
func (p *Page) enter(app.Context, app.Event) { p.begin(nil) }

// deploy gets a token, and deploys unless something runs already that this page did not know of.
func (p *Page) deploy(r wire.DeployRequest) { p.begin(&r) }

// begin gets a token, and deploys where there is something to.
func (p *Page) begin(r *wire.DeployRequest) {
	if p.doing != course.Idle {
		return
	}
	if !js.Online() {
		// Before a wallet is asked for what cannot be sent.
		_, host, _ := strings.Cut(p.feed.site().URL(), "://")
		p.err, p.away = problem.New(0, js.Offline, "there is no network").With("host", host), true
		return
	}
	run, s, over := p.feed.run, p.feed.site(), p.feed.deployed.Data.Revision > 0
	told := false
	p.err, p.broke, p.act = nil, course.Idle, service.Act{}
	p.doing = course.Access
	stage := func(at course.Stage) func() {
		return func() { run.Do(func(app.Context) { p.doing = at }) }
	}
	run.Go(func() {
		ctx, deploying := run.Own(), r != nil
		g, err := s.Enter(ctx)
		if err == nil {
			run.Do(func(app.Context) { p.feed.watch() })
			if deploying && !over {
				if d, e := g.Deployment(run, s.Order.ID); e == nil && d.Revision > 0 {
					deploying = false
				}
			}
		}
		if err == nil && deploying {
			err = s.Deploy(ctx, g, *r, stage(course.Sign), stage(course.Send), func(wire.Progress) {
				// The deployment's own stream tells more; this only says that the gateway has it.
				run.Do(func(ctx app.Context) {
					if !told {
						told = true
						p.accepted(ctx)
					}
				})
			})
		}
		if errors.Is(err, js.ErrNoBrowser) {
			return
		}
		run.Do(func(app.Context) {
			switch {
			case fault.Is(err, problem.NoRoomBeside) && (r == nil || !r.Deploy.ShortStop):
				p.desk.NoRoom()
			case err != nil:
				p.broke, p.err = p.doing, err
			}
			p.doing = course.Idle
			p.feed.watch()
			p.rest()
		})
	})
}

// accepted shows what becomes of what was just deployed.
func (p *Page) accepted(ctx app.Context) {
	p.desk.Accepted()
	p.feed.watch()
	p.openTab(course.Overview)
	ctx.Defer(func(app.Context) { part.ToTop() })
	part.Focus(ctx, `[data-test="services"] h2, .order h1`)
}

// forget takes back what is told of the last try.
func (p *Page) forget() { p.err = nil }

// rest lets go of what the node was asked about the form where that is not on the page.
func (p *Page) rest() {
	g := p.course()
	open := g.Tab(p.tab)
	if g.Over() || g.View.ActivatedAt.IsZero() || open != course.Deploy && (open != course.Overview || g.Deployment.Revision > 0) {
		p.desk.Rest()
	}
}
