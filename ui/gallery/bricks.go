package main

import (
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/text"
)

// bricks are the small parts, and nodes.
func bricks(t text.T, now time.Time) []shown {
	var glyphs, cards, health, bars, roots, facts, levels []app.UI
	for _, g := range []part.Glyph{
		part.GlyphExplore, part.GlyphOrders, part.GlyphStake, part.GlyphMore, part.GlyphWallet, part.GlyphCopy, part.GlyphCheck, part.GlyphClose, part.GlyphBack, part.GlyphNext, part.GlyphDown, part.GlyphOut, part.GlyphFilter, part.GlyphSearch, part.GlyphWarn, part.GlyphInfo, part.GlyphOffline, part.GlyphDownload, part.GlyphLock, part.GlyphLink, part.GlyphGlobe, part.GlyphGauge, part.GlyphTool, part.GlyphRefresh,
	} {
		glyphs = append(glyphs, part.Icon(g))
	}
	all := nodes(now)
	for i, n := range all {
		var more []app.UI
		if i == 0 {
			more = []app.UI{&part.Button{Label: t.Say(text.LogIn)}}
		}
		cards = append(cards, part.NodeCard(t, dollar, n, small, more...))
		health = append(health, part.Health(t, n))
	}
	for _, n := range []wire.Node{all[0], all[2], all[3]} {
		bars = append(bars, part.ResourceBars(t, n))
		roots = append(roots, app.Div().Class("tags").Body(part.RootTags(t, n.Root)...))
	}
	link := func(to string) app.UI { return app.P().Body(part.Link(to).Class("apart").Text(t.Say(text.NodeTitle))) }
	for _, l := range wire.Levels() {
		facts = append(facts, app.Div().Class("stack-tight").Body(part.Certification(t, *certification(now, l, l == wire.Certified), part.Link("/nodes").Class("apart").Text(t.Say(text.NodeTitle)))...))
		levels = append(levels, part.LevelTag(t, certification(now, l, true)))
	}
	chip := func(c part.Chip) app.UI {
		c.T, c.Address = t, who
		return app.P().Class("break").Body(&c)
	}
	return []shown{
		{"Icon", []app.UI{app.Div().Class("row").Body(glyphs...)}},
		{"Mark", []app.UI{part.Mark()}},
		{"Shape", []app.UI{part.Shape(part.Neutral), part.Shape(part.Running), part.Shape(part.Waiting), part.Shape(part.Bad)}},
		{"Link", []app.UI{link("/explore"), link("https://elsewhere.example/"), link("javascript:nothing")}},
		{"AppLink", []app.UI{app.P().Body(part.AppLink("https://wallet.example/app").Class("apart").Text(t.Say(text.Wallet)))}},
		{"Picture", []app.UI{part.Picture(dot, 40), part.Picture("https://elsewhere.example/x.png", 40)}},
		{"Mono", []app.UI{app.P().Body(part.Mono(long))}},
		{"Identicon", []app.UI{app.Div().Class("row").Body(part.Identicon(who), part.Identicon(all[2].Address))}},
		{"Chip", []app.UI{chip(part.Chip{}), chip(part.Chip{Explorer: chain.Explorer}), chip(part.Chip{Plain: true}), chip(part.Chip{Long: true, Explorer: chain.Explorer})}},
		{"Tx", []app.UI{app.P().Body(part.Tx(t, tx, chain.Explorer)), app.P().Body(part.Tx(t, tx, ""))}},
		{"Fact", []app.UI{part.Facts(part.Fact(t.Say(text.Wallet), &part.Chip{T: t, Address: who, Explorer: chain.Explorer}))}},
		{"Health", []app.UI{app.Div().Class("row").Body(health...)}},
		{"ResourceBar", []app.UI{part.ResourceBar(t, resource.Memory, 262144, 1024, 131072), part.ResourceBar(t, resource.GPU, 2, 2, 0)}},
		{"ResourceBars", bars},
		{"NodeCard", []app.UI{app.Ul().Class("cards").Body(cards...)}},
		{"LevelTag", []app.UI{app.Div().Class("tags").Body(levels...)}},
		{"Certification", facts},
		{"RootTags", roots},
		{"RootWords", []app.UI{part.Facts(part.RootWords(t, all[0].Root), part.RootWords(t, all[2].Root))}},
		{"Maintenance", []app.UI{
			part.Maintenance(t, &wire.Maintenance{Since: now.Add(-time.Hour)}, true),
			part.Maintenance(t, &wire.Maintenance{Since: now.Add(-time.Hour), End: now.Add(48 * time.Hour), Note: "New disks. " + long}, false),
		}},
		{"Tick", []app.UI{app.P().Body(&part.Tick{Say: func(at time.Time) string { return t.Clock(at.Sub(now) + time.Minute) }}), app.P().Body(&part.Tick{Say: func(time.Time) string { return "" }})}},
		{"Ago", []app.UI{app.P().Body(part.Ago(t, now.Add(-3*time.Hour)))}},
		{"Countdown", []app.UI{app.P().Body(part.Countdown(t, now.Add(50*time.Hour), 0, "left")), app.P().Body(part.Countdown(t, now.Add(-time.Hour), 0, "past"))}},
	}
}
