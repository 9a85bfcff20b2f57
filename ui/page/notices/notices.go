// Package notices is the page with what the platform has to tell a user, which of it is sent, and where to.
package notices

import (
	"slices"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/js"
	"berth/ui/life"
	"berth/ui/live"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// Page is the page of notices.
type Page struct {
	app.Compo

	T text.T

	session  state.Of[wire.Session]
	list     state.Of[[]wire.Notice]
	settings state.Of[wire.NoticeSettings]
	targets  state.Of[wire.NoticeTargets]
	acts     []wire.AgentAct
	can      bool   // this browser can be subscribed
	here     string // its endpoint, where it is
	busy     string // what is being done
	err      error  // what went wrong with it
	quiet    wire.Quiet
	url      string
	address  string    // of e-mail, that is entered
	secret   wire.Hook // one that was added just now
	life     life.Life
}

// OnMount implements app.Mounter.
func (p *Page) OnMount(ctx app.Context) {
	p.life.Begin(ctx)
	state.Session.Observe(ctx, &p.session).OnChange(p.start)
	p.start()
}

// OnDismount implements app.Dismounter.
func (p *Page) OnDismount() { p.life.End() }

// start loads all for whoever is logged in, and listens for what comes.
func (p *Page) start() {
	run := p.life.Renew()
	p.busy, p.err, p.secret = "", nil, wire.Hook{}
	if p.session.Data.Address.IsZero() {
		p.list, p.settings, p.targets = state.Of[[]wire.Notice]{}, state.Of[wire.NoticeSettings]{}, state.Of[wire.NoticeTargets]{}
		return
	}
	p.list.Status = state.Loading
	p.load(run)
	live.Follow(p.life.Own(), run, live.Want{
		Topics: []wire.Topic{wire.TopicNotices},
		Notice: func(_ app.Context, n wire.Notice) { p.put(n) },
		Fresh:  func(app.Context) { p.load(run) },
	})
	run.Go(func() {
		can := js.CanPush()
		here := ""
		if can {
			here, _ = js.PushEndpoint(run) // not known is as good as none
		}
		run.Do(func(app.Context) { p.can, p.here = can, here })
	})
}

// load asks for all that the page shows.
func (p *Page) load(run life.Run) {
	run.Go(func() {
		list, err := api.Notices(run)
		run.Do(func(ctx app.Context) {
			state.SessionLost(ctx, err)
			p.list = state.Came(list.Items, err)
		})
		settings, err := api.NoticeSettings(run)
		run.Do(func(app.Context) { p.set(settings, err) })
		targets, err := api.NoticeTargets(run)
		run.Do(func(app.Context) { p.targets = state.Came(targets, err) })
		if acts, err := api.Acts(run); err == nil { // else there is no agent, or nothing to add to what is shown
			run.Do(func(app.Context) { p.acts = acts.Items })
		}
	})
}

func (p *Page) set(s wire.NoticeSettings, err error) {
	p.settings = state.Came(s, err)
	if err == nil && s.Quiet != nil {
		p.quiet = *s.Quiet
	}
}

// put takes a notice into the list, once.
func (p *Page) put(n wire.Notice) {
	if !slices.ContainsFunc(p.list.Data, func(o wire.Notice) bool { return o.ID == n.ID }) {
		p.list.Data = slices.Insert(slices.Clone(p.list.Data), 0, n)
	}
}

// do does one thing at a time, and asks where notices go now.
func (p *Page) do(what string, f func(run life.Run) error, done func(app.Context)) {
	if p.busy != "" {
		return
	}
	run := p.life.Run()
	p.busy, p.err = what, nil
	run.Go(func() {
		err := f(run)
		targets, asked := api.NoticeTargets(run)
		run.Do(func(ctx app.Context) {
			p.busy, p.err = "", err
			if asked == nil {
				p.targets = state.Came(targets, nil)
			}
			if err == nil && done != nil {
				done(ctx)
			}
		})
	})
}

func (p *Page) logIn(ctx app.Context, _ app.Event) { part.AskLogin(ctx) }
func (p *Page) retry(app.Context, app.Event)       { p.start() }

func (p *Page) subscribe(app.Context, app.Event) {
	key := p.targets.Data.Key
	p.do("device", func(run life.Run) error {
		s, err := js.Subscribe(run, key)
		if err != nil {
			return err
		}
		if _, err = api.AddDevice(run, s); err == nil {
			run.Do(func(app.Context) { p.here = s.Endpoint })
		}
		return err
	}, nil)
}

// unsubscribe gives up this browser's subscription: the platform is told by the push service, too, when it next sends something.
func (p *Page) unsubscribe(app.Context, app.Event) {
	p.do("device", func(run life.Run) error {
		if err := js.Unsubscribe(run); err != nil {
			return err
		}
		run.Do(func(app.Context) { p.here = "" })
		return nil
	}, nil)
}

func (p *Page) removeDevice(id string) func(app.Context, app.Event) {
	return func(app.Context, app.Event) {
		p.do(id, func(run life.Run) error { return api.RemoveDevice(run, id) }, nil)
	}
}

func (p *Page) test(app.Context, app.Event) {
	p.do("test", func(run life.Run) error { return api.TestNotice(run) }, func(ctx app.Context) {
		part.Say(ctx, part.Neutral, p.T.Say(text.NoticeTried))
	})
}

// change sends new settings.
func (p *Page) change(s wire.NoticeSettings) {
	p.do("settings", func(run life.Run) error {
		got, err := api.SetNotices(run, s)
		run.Do(func(app.Context) {
			if err == nil {
				p.set(got, nil)
			}
		})
		return err
	}, func(ctx app.Context) { part.Say(ctx, part.Neutral, p.T.Say(text.NoticeSaved)) })
}

func (p *Page) mute(k wire.NoticeKind) func(app.Context, bool) {
	return func(_ app.Context, on bool) {
		s := p.settings.Data
		s.Muted = slices.DeleteFunc(slices.Clone(s.Muted), func(m wire.NoticeKind) bool { return m == k })
		if !on {
			s.Muted = append(s.Muted, k)
		}
		p.change(s)
	}
}

func (p *Page) setQuiet(_ app.Context, on bool) {
	s := p.settings.Data
	s.Quiet = nil
	if on {
		if p.quiet.From == "" {
			p.quiet.From, p.quiet.To = "22:00", "07:00"
		}
		p.quiet.Zone = js.Zone()
		q := p.quiet
		s.Quiet = &q
	}
	p.change(s)
}

func (p *Page) saveQuiet(ctx app.Context, _ app.Event) { p.setQuiet(ctx, true) }

func (p *Page) addHook(app.Context, app.Event) {
	address := p.url
	p.do("hook", func(run life.Run) error {
		h, err := api.AddHook(run, address)
		run.Do(func(app.Context) {
			if err == nil {
				p.secret, p.url = h, ""
			}
		})
		return err
	}, nil)
}

func (p *Page) removeHook(id string) func(app.Context, app.Event) {
	return func(app.Context, app.Event) {
		p.do(id, func(run life.Run) error { return api.RemoveHook(run, id) }, nil)
	}
}

func (p *Page) addMail(app.Context, app.Event) {
	r := wire.MailRequest{Address: strings.TrimSpace(p.address), Lang: string(p.T.Lang)}
	p.do("mail", func(run life.Run) error {
		err := api.AddMail(run, r)
		run.Do(func(app.Context) {
			if err == nil {
				p.address = ""
			}
		})
		return err
	}, nil)
}

func (p *Page) removeMail(app.Context, app.Event) {
	p.do("mail-remove", func(run life.Run) error { return api.RemoveMail(run) }, nil)
}
