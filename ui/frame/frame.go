// Package frame is what stands around a page: navigation, notices, the login sheet and toasts.
//
// A page is a component that renders what belongs into the shell's main landmark, beginning with its h1; bars, banners,
// sheets for login and toasts are the shell's. A page has one exported field, T, the language, which the shell sets: a
// change of language renders it anew. A page stays mounted while only the query or an id in the path changes, so it
// loads in OnNav, which also runs after it was mounted.
package frame

import (
	"context"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// Route is one page of the app.
type Route struct {
	Name    string    // "explore": also the data-page attribute of the shell
	Pattern string    // regular expression of its paths
	File    string    // of the static site, without .html
	Path    string    // an address that has it prerendered; "_" stands for an id
	Tab     string    // name of the route whose tab is lit
	Title   text.Text // of the window
	New     func(text.T) app.Composer
}

// Tab is a way to a main page.
type Tab struct {
	Route, Href string
	Glyph       part.Glyph
	Name        text.Text
	Rail        bool                 // only where there is room for a rail: a phone's bar has five at most
	Hidden      func(wire.Info) bool // reports that there is no such page here; nil: there is
}

// Site is what a shell is the frame of: the app, or a node's admin pages.
type Site struct {
	Routes  []Route // the last one is taken where there is no such page
	Tabs    []Tab
	Home    string // where the mark leads
	Account string // the page of who is logged in
	Server  state.Server
	Summary text.Text                      // what it is, in a sentence
	Tag     func(text.T, wire.Info) string // what stands beside the mark; empty: nothing
	Login   LoginWords
}

// LoginWords are the words of the sheet in which a wallet is chosen: who may log in, and what it comes to.
type LoginWords struct{ Text, Safe text.Text }

// Shell is the frame around a page. There is one for the life of the site; going from page to page changes its Route.
type Shell struct {
	app.Compo

	Route string // name of the route shown

	site    Site
	start   text.Lang
	lang    text.Lang
	session state.Of[wire.Session]
	info    state.Of[wire.Info]
	path    string // last gone to
	offline bool
	updated bool
	login   bool // the sheet is open
	toasts  []part.Toast
	said    int // toasts so far
}

// New makes the shell around the page of one of a site's routes, in a language to start with.
func New(site Site, route string, l text.Lang) *Shell {
	return &Shell{Route: route, site: site, start: l}
}

// OnInit implements app.Initializer.
func (s *Shell) OnInit() { s.lang = s.start }

// OnMount implements app.Mounter.
func (s *Shell) OnMount(ctx app.Context) {
	state.Info.Observe(ctx, &s.info)
	state.Session.Observe(ctx, &s.session)
	part.OnToast(ctx, s.toast)
	part.OnAskLogin(ctx, func(app.Context) { s.login = true })
	state.OnSpeak(ctx, func(ctx app.Context, l text.Lang) {
		s.lang = l
		s.title(ctx)
	})
	state.Start(ctx, s.site.Server)
	s.watchLine(ctx)
	state.TellWorker(ctx, s.lang)
	ctx.Async(func() { watchUpdate(ctx) })
}

// watchLine notices when the browser goes offline, or the platform cannot be reached and the service worker answers out
// of its cache, and when either is over; and when a newer version is there. The shell lives as long as the page, so nothing is ever unsubscribed.
func (s *Shell) watchLine(ctx app.Context) {
	nav := app.Window().Get("navigator")
	look := func(app.Context) { s.offline = !nav.Get("onLine").Bool() }
	changed := app.FuncOf(func(app.Value, []app.Value) any {
		ctx.Dispatch(look)
		return nil
	})
	app.Window().Call("addEventListener", "online", changed)
	app.Window().Call("addEventListener", "offline", changed)
	if sw := nav.Get("serviceWorker"); sw.Truthy() {
		sw.Call("addEventListener", "message", app.FuncOf(func(_ app.Value, args []app.Value) any {
			if msg := args[0].Get("data"); msg.Truthy() && msg.Get("type").String() == "berth:line" {
				down := msg.Get("down").Bool()
				ctx.Dispatch(func(app.Context) { s.offline = down })
			}
			return nil
		}))
	}
	look(ctx)
	// assets/boot.js hears of a newer version, from as soon as there is a page.
	newer := func(app.Context) { s.updated = s.updated || app.Window().Get("berthUpdated").Truthy() }
	app.Window().Call("addEventListener", "berth:updated", app.FuncOf(func(app.Value, []app.Value) any {
		ctx.Dispatch(newer)
		return nil
	}))
	newer(ctx)
}

// watchUpdate asks once an hour for a newer version, since an app that is never closed would not hear of one.
func watchUpdate(ctx context.Context) {
	for life.Wait(ctx, time.Hour) == nil {
		app.TryUpdate()
	}
}

// OnPreRender implements app.PreRenderer.
func (s *Shell) OnPreRender(ctx app.Context) { s.title(ctx) }

// OnNav implements app.Navigator.
func (s *Shell) OnNav(ctx app.Context) {
	s.title(ctx)
	if app.IsServer {
		return
	}
	path := ctx.Page().URL().Path
	place := 0
	if f := app.Window().Get("berthPlace"); f.Truthy() {
		place = f.Invoke(path).Int()
	}
	if s.path != "" && s.path != path {
		// A new page begins at its top and one gone back to where it was; a screen reader begins with its content.
		// At once, so that nobody sees the new page where the old one was scrolled to, and again when it has its height.
		app.Window().Call("scrollTo", 0, place)
		ctx.Defer(func(app.Context) {
			app.Window().Call("scrollTo", 0, place)
			if main := app.Window().GetElementByID("main"); main.Truthy() {
				main.Call("focus", map[string]any{"preventScroll": true})
			}
		})
	}
	s.path = path
}

func (s *Shell) title(ctx app.Context) {
	ctx.Page().SetTitle("%s", text.In(s.lang).Say(s.route().Title))
}

func (s *Shell) toast(ctx app.Context, t part.Toast) {
	s.said++
	t.ID = s.said
	s.toasts = append(s.toasts, t)
	ctx.After(6*time.Second, func(app.Context) {
		for i := range s.toasts {
			if s.toasts[i].ID == t.ID {
				s.toasts = append(s.toasts[:i:i], s.toasts[i+1:]...)
				return
			}
		}
	})
}

func (s *Shell) openLogin(app.Context, app.Event) { s.login = true }
func (s *Shell) closeLogin(ctx app.Context) {
	s.login = false
	part.LoginLeft(ctx)
}
func (s *Shell) reload(ctx app.Context, _ app.Event) { ctx.Reload() }

func (s *Shell) skip(_ app.Context, e app.Event) {
	e.PreventDefault()
	app.Window().GetElementByID("main").Call("focus")
}

func (s *Shell) route() Route {
	for _, r := range s.site.Routes {
		if r.Name == s.Route {
			return r
		}
	}
	return s.site.Routes[len(s.site.Routes)-1]
}

// links are the ways to the main pages; class is of each link. A bar has no room for those of a rail.
func (s *Shell) links(t text.T, class string, rail bool) []app.UI {
	lit := s.route().Tab
	var out []app.UI
	for _, tb := range s.site.Tabs {
		if tb.Rail && !rail || tb.Route != lit && tb.Hidden != nil && tb.Hidden(s.info.Data) {
			continue
		}
		a := part.Link(tb.Href).Class(class).DataSet("test", "nav-"+tb.Route).Body(part.Icon(tb.Glyph), app.Span().Text(t.Say(tb.Name)))
		if tb.Route == lit || !rail && tb.Route == s.bar() {
			a = a.Aria("current", "page")
		}
		out = append(out, a)
	}
	return out
}

// bar is the route whose tab is lit in a bar: the last one stands for those that it has no room for.
func (s *Shell) bar() string {
	lit, last := s.route().Tab, ""
	for _, tb := range s.site.Tabs {
		if tb.Route == lit && !tb.Rail {
			return lit
		}
		if !tb.Rail {
			last = tb.Route
		}
	}
	if lit == "" {
		return ""
	}
	return last
}

// Render implements app.Composer.
func (s *Shell) Render() app.UI {
	t := text.In(s.lang)
	return app.Div().Class("shell").DataSet("page", s.Route).Body(
		part.Link("#main").Class("skip").Text(t.Say(text.SkipToMain)).OnClick(s.skip),
		app.Header().Class("top").Body(s.brand(t), s.account(t)),
		app.Header().Class("rail").Body(
			s.brand(t),
			app.Nav().Aria("label", t.Say(text.NavLabel)).Body(s.links(t, "rail-link", true)...),
			app.Div().Class("rail-end").Body(s.account(t)),
		),
		s.notices(t),
		app.Div().Class("frame").Body(
			app.Main().ID("main").TabIndex(-1).Body(s.route().New(t)),
			s.foot(t),
		),
		app.Nav().Class("tabs").Aria("label", t.Say(text.NavLabel)).Body(s.links(t, "tab", false)...),
		&login{T: t, Words: s.site.Login, Open: s.login, OnClose: s.closeLogin},
		part.Toasts(s.toasts),
	)
}

func (s *Shell) brand(t text.T) app.UI {
	body := []app.UI{part.Mark(), app.Span().Text(t.Say(text.AppName))}
	if tag := s.site.Tag(t, s.info.Data); tag != "" {
		body = append(body, app.Span().Class("tag").Text(tag))
	}
	return part.Link(s.site.Home).Class("brand").Body(body...)
}

// account is who is logged in, or the way to log in. Until that is known its place is kept.
func (s *Shell) account(t text.T) app.UI {
	who := s.session.Data.Address
	switch {
	case !who.IsZero():
		return part.Link(s.site.Account).Class("account").Aria("label", t.Say(text.YourAccount)+" "+who.Short()).DataSet("test", "account").
			Body(part.Identicon(who), app.Span().Class("mono").Text(who.Short()))
	case s.session.Status == state.Ready || s.session.Status == state.Failed:
		return app.Button().Type("button").Class("account").DataSet("test", "login").OnClick(s.openLogin).
			Body(part.Icon(part.GlyphWallet), app.Span().Text(t.Say(text.LogIn)))
	}
	return app.Span().Class("account").Aria("hidden", "true").Text("\u00a0")
}

// foot says what this platform is; in the demo, that nothing here is worth anything.
func (s *Shell) foot(t text.T) app.UI {
	if !s.info.Data.Demo {
		return app.Footer().Class("foot")
	}
	return app.Footer().Class("foot").DataSet("test", "demo-note").Body(
		app.P().Body(part.Badge(part.Waiting, t.Say(text.DemoTag)), app.Span().Text(t.Say(text.DemoText))),
	)
}

// notices stand below the bar on a phone and in the rail on a desktop, where they cover nothing that is to be pressed.
func (s *Shell) notices(t text.T) app.UI {
	var body []app.UI
	if s.offline {
		body = append(body, app.Div().Class("notice").DataSet("test", "offline").Body(part.Icon(part.GlyphOffline), app.Span().Text(t.Say(text.Offline))))
	}
	if s.updated {
		body = append(body, app.Div().Class("notice").DataSet("test", "update").Body(
			app.Span().Text(t.Say(text.UpdateReady)),
			&part.Button{Label: t.Say(text.UpdateNow), Kind: part.Primary, Test: "update-now", OnClick: s.reload},
		))
	}
	return app.Div().Class("notices").Role("status").Aria("live", "polite").Body(body...)
}
