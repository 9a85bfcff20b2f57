// Package page has the pages of the app, one package each; this one alone knows them all.
package page

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/frame"
	"berth/ui/page/account"
	"berth/ui/page/catalogue"
	"berth/ui/page/compare"
	"berth/ui/page/explore"
	"berth/ui/page/help"
	"berth/ui/page/home"
	"berth/ui/page/lost"
	"berth/ui/page/more"
	"berth/ui/page/node"
	"berth/ui/page/notices"
	"berth/ui/page/order"
	"berth/ui/page/orders"
	"berth/ui/page/own"
	"berth/ui/page/rent"
	"berth/ui/page/stake"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// Routes are the pages. The last one takes whatever no other does.
func Routes() []frame.Route {
	return []frame.Route{
		{
			Name: "home", Pattern: `^/$`, File: "index", Path: "/", Tab: "", Title: text.TitleHome,
			New: func(t text.T) app.Composer { return &home.Page{T: t} },
		},
		{
			Name: "explore", Pattern: `^/explore$`, File: "explore", Path: "/explore", Tab: "explore", Title: text.TitleExplore,
			New: func(t text.T) app.Composer { return &explore.Page{T: t} },
		},
		{
			Name: "node", Pattern: `^/nodes/[^/]+$`, File: "nodes/_", Path: "/nodes/_", Tab: "explore", Title: text.TitleNode,
			New: func(t text.T) app.Composer { return &node.Page{T: t} },
		},
		{
			Name: "compare", Pattern: `^/compare$`, File: "compare", Path: "/compare", Tab: "explore", Title: text.TitleCompare,
			New: func(t text.T) app.Composer { return &compare.Page{T: t} },
		},
		{
			Name: "account", Pattern: `^/account$`, File: "account", Path: "/account", Tab: "more", Title: text.TitleAccount,
			New: func(t text.T) app.Composer { return &account.Page{T: t} },
		},
		{
			Name: "catalogue", Pattern: `^/catalogue$`, File: "catalogue", Path: "/catalogue", Tab: "explore", Title: text.TitleCatalogue,
			New: func(t text.T) app.Composer { return &catalogue.Page{T: t} },
		},
		{
			Name: "service", Pattern: `^/catalogue/[^/]+$`, File: "catalogue/_", Path: "/catalogue/_", Tab: "explore", Title: text.TitleService,
			New: func(t text.T) app.Composer { return &catalogue.Service{T: t} },
		},
		{
			Name: "rent", Pattern: `^/rent$`, File: "rent", Path: "/rent", Tab: "explore", Title: text.TitleRent,
			New: func(t text.T) app.Composer { return rent.New(t) },
		},
		{
			Name: "orders", Pattern: `^/orders$`, File: "orders", Path: "/orders", Tab: "orders", Title: text.TitleOrders,
			New: func(t text.T) app.Composer { return &orders.Page{T: t} },
		},
		{
			Name: "order", Pattern: `^/orders/[^/]+$`, File: "orders/_", Path: "/orders/_", Tab: "orders", Title: text.TitleOrder,
			New: func(t text.T) app.Composer { return &order.Page{T: t} },
		},
		{
			Name: "stake", Pattern: `^/stake$`, File: "stake", Path: "/stake", Tab: "stake", Title: text.TitleStake,
			New: func(t text.T) app.Composer { return &stake.Page{T: t} },
		},
		{
			Name: "own", Pattern: `^/node$`, File: "node", Path: "/node", Tab: "more", Title: text.TitleOwn,
			New: func(t text.T) app.Composer { return &own.Page{T: t} },
		},
		{
			Name: "more", Pattern: `^/more$`, File: "more", Path: "/more", Tab: "more", Title: text.TitleMore,
			New: func(t text.T) app.Composer { return &more.Page{T: t} },
		},
		{
			Name: "notices", Pattern: `^/notices$`, File: "notices", Path: "/notices", Tab: "more", Title: text.TitleNotices,
			New: func(t text.T) app.Composer { return &notices.Page{T: t} },
		},
		{
			Name: "help", Pattern: `^/help$`, File: "help", Path: "/help", Tab: "more", Title: text.TitleHelp,
			New: func(t text.T) app.Composer { return &help.Page{T: t} },
		},
		{
			Name: "lost", Pattern: `.*`, File: "404", Path: "/404", Tab: "", Title: text.TitleLost,
			New: func(t text.T) app.Composer { return &lost.Page{T: t} },
		},
	}
}

// Site is the app.
func Site() frame.Site {
	return frame.Site{
		Routes: Routes(), Home: "/", Account: "/account", Server: state.Platform(), Summary: text.AppSummary,
		Login: frame.LoginWords{Text: text.LoginText, Safe: text.LoginSafe},
		Tabs: []frame.Tab{
			{Route: "explore", Href: "/explore", Glyph: part.GlyphExplore, Name: text.NavExplore},
			{Route: "orders", Href: "/orders", Glyph: part.GlyphOrders, Name: text.NavOrders},
			{Route: "stake", Href: "/stake", Glyph: part.GlyphStake, Name: text.NavStake, Hidden: func(i wire.Info) bool {
				return i.Chain.ID != 0 && i.Chain.Staking.IsZero() // there is none on this chain
			}},
			{Route: "more", Href: "/more", Glyph: part.GlyphMore, Name: text.NavMore},
		},
		Tag: func(t text.T, i wire.Info) string {
			if i.Demo {
				return t.Say(text.DemoTag)
			}
			return ""
		},
	}
}

// FirstData are the requests whose answers a viewer who is offline should have from the first visit on.
func FirstData() []string {
	return []string{"/api/info", "/api/market", api.TemplatesFirst, explore.First()}
}

// Early are the requests whose answers the pages of these routes are painted with before the app is there.
func Early() map[string]string {
	return map[string]string{"home": "/api/market", "explore": explore.First(), "orders": orders.First()}
}
