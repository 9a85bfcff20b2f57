package prices

import (
	"slices"
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/text"
)

// example is what a price is shown for.
var example = resource.Resources{CPUMilli: 2000, MemoryMiB: 4096, DiskMiB: 20480}

// form are the fields of all settings. Who may change nothing sees them closed.
func (p *Page) form() app.UI {
	if !p.ready {
		return app.Section().Class("panel").Body(part.Skeleton(8))
	}
	_, bad := p.draft.settings(p.visit.Chain(), p.draft.base.Limits)
	set := app.FieldSet().Class("stack policy").Body(
		app.Legend().Class("sr").Text(p.T.Say(text.AdminNavPrices)),
		p.renderPrices(bad), p.renderRange(bad), p.renderDiscounts(bad), p.renderServe(bad), p.renderTerms(bad),
	)
	if !p.visit.May() {
		set = set.Disabled(true)
	}
	return set
}

// wrong is what to say of a field that cannot be read.
func (p *Page) wrong(bad map[string]bool, field string) string {
	if bad[field] {
		return p.T.Say(text.AdminBadField)
	}
	return ""
}

// source says whether a setting is the configuration's or was set here, and takes that back.
func (p *Page) source(field string) app.UI {
	t := p.T
	if !p.draft.own[field] {
		return app.Span().Class("small muted").DataSet("test", "source-"+field).Text(t.Say(text.AdminFromConfig))
	}
	if !p.visit.May() {
		return app.Span().Class("small muted").Text(t.Say(text.AdminFromHere))
	}
	return &part.Button{Label: t.Say(text.AdminReset), Kind: part.Quiet, Test: "reset-" + field, OnClick: func(app.Context, app.Event) { p.config(field) }}
}

func (p *Page) panel(field string, title, help text.Text, body ...app.UI) app.UI {
	t := p.T
	head := []app.UI{app.Div().Class("panel-head").Body(app.H2().Text(t.Say(title)), p.source(field)), app.P().Class("small muted").Text(t.Say(help))}
	return app.Section().Class("panel").DataSet("test", "policy-"+field).Body(append(head, body...)...)
}

// line is a field of one line that changes a setting.
func (p *Page) line(field, id, label string, v *string, unit, help, wrong string) *part.Field {
	return &part.Field{
		ID: id, Label: label, Value: *v, Unit: unit, Help: help, Error: wrong, Mode: "decimal", Max: 60, Test: id,
		OnInput: func(_ app.Context, s string) {
			*v = s
			p.edited(field)
		},
	}
}

// span is a field of a time with its unit.
func (p *Page) span(field, id string, label text.Text, v *span, help, wrong string) app.UI {
	t := p.T
	unit := &part.Field{
		ID: id + "-unit", Label: t.Say(label) + ": " + t.Say(text.AdminUnit), HideLabel: true, Value: v.unit, Options: units(t), Test: id + "-unit",
		OnChange: func(_ app.Context, s string) {
			v.unit = s
			p.edited(field)
		},
	}
	return app.Div().Class("span-field").Body(p.line(field, id, t.Say(label), &v.n, "", help, wrong), unit)
}

func (p *Page) renderPrices(bad map[string]bool) app.UI {
	t, chain := p.T, p.visit.Chain()
	var body []app.UI
	for i := range p.draft.prices {
		x := &p.draft.prices[i]
		token, at := chain.TokenOf(x.token), fPrices+"["+strconv.Itoa(i)+"]."
		id := "price-" + token.Symbol + "-"
		one := func(key string, label text.Text, v *string, path string) app.UI {
			return p.line(fPrices, id+key, t.Say(label), v, t.Unit(token), "", p.wrong(bad, at+path))
		}
		head := []app.UI{app.H3().Text(part.TokenWords(token))}
		if p.visit.May() && len(p.draft.prices) > 1 {
			head = append(head, &part.Button{Label: t.Say(text.AdminTokenOut, token.Symbol), Kind: part.Quiet, Test: id + "drop", OnClick: func(app.Context, app.Event) {
				p.draft.prices = slices.DeleteFunc(slices.Clone(p.draft.prices), func(y price) bool { return y.token == token.Address })
				p.edited(fPrices)
			}})
		}
		fields := []app.UI{
			one("core", text.AdminCore, &x.core, "coreHour"), one("memory", text.AdminMemory, &x.memory, "memoryHour"), one("disk", text.AdminDisk, &x.disk, "diskHour"),
			one("traffic", text.AdminTrafficOf, &x.traffic, "trafficGiB"),
		}
		if p.node.Data.Capacity.GPU > 0 || x.gpu != "0" {
			fields = append(fields, one("gpu", text.AdminGPU, &x.gpu, "gpuHour"))
		}
		r := reader{bad: map[string]bool{}}
		is := wire.Price{CoreHour: r.nano(f0, x.core, token.Decimals), MemoryHour: r.nano(f0, x.memory, token.Decimals), DiskHour: r.nano(f0, x.disk, token.Decimals)}
		body = append(body, app.Div().Class("stack-tight").Body(
			app.Div().Class("panel-head").Body(head...), app.Div().Class("fields fields-price").Body(fields...),
			app.P().Class("small muted num").Text(t.Say(text.AdminExample, t.RateMonth(is.Rate(example, 0), token))),
		))
	}
	if p.visit.May() {
		var more []app.UI
		for _, token := range chain.Tokens {
			if slices.ContainsFunc(p.draft.prices, func(x price) bool { return x.token == token.Address }) {
				continue
			}
			more = append(more, &part.Button{Label: t.Say(text.AdminTokenIn, token.Symbol), Test: "price-" + token.Symbol + "-add", OnClick: func(app.Context, app.Event) {
				p.draft.prices = append(slices.Clone(p.draft.prices), price{token: token.Address, core: "", gpu: "0", memory: "", disk: "", traffic: ""})
				p.edited(fPrices)
			}})
		}
		if more != nil {
			body = append(body, app.Div().Class("row").Body(more...))
		}
	}
	return p.panel(fPrices, text.AdminPrices, text.AdminPricesHelp, body...)
}

func (p *Page) renderRange(bad map[string]bool) app.UI {
	t := p.T
	body := []app.UI{app.Div().Class("fields narrow-form").Body(
		p.line(fRange, "range-floor", t.Say(text.AdminFloor), &p.draft.floor, "%", "", p.wrong(bad, "range.floor")),
		p.line(fRange, "range-ceiling", t.Say(text.AdminCeiling), &p.draft.ceiling, "%", "", p.wrong(bad, "range.ceiling")),
	)}
	floor, err := strconv.Atoi(p.draft.floor)
	ceiling, err2 := strconv.Atoi(p.draft.ceiling)
	if err == nil && err2 == nil && ceiling >= floor && ceiling > 0 {
		load := float64(p.node.Data.Load.Most()) / 1000
		if ceiling > floor {
			body = append(body, part.LoadCurve(floor, ceiling, load))
		}
		if now := float64(floor) + float64(ceiling-floor)*load; !p.node.At.IsZero() {
			body = append(body, app.P().Class("small num").Text(t.Say(text.AdminRangeNow, t.Percent(load), t.Percent(now/100))))
		}
	}
	return p.panel(fRange, text.AdminRange, text.AdminRangeHelp, body...)
}

func (p *Page) renderDiscounts(bad map[string]bool) app.UI {
	t := p.T
	var body []app.UI
	for i := range p.draft.discounts {
		x, at, id := &p.draft.discounts[i], fDiscounts+"["+strconv.Itoa(i)+"].", "discount-"+strconv.Itoa(i)
		var drop app.UI
		if p.visit.May() {
			drop = &part.Button{Kind: part.Quiet, Glyph: part.GlyphClose, Hidden: t.Say(text.AdminDiscountDrop), Test: id + "-drop", OnClick: func(app.Context, app.Event) {
				p.draft.discounts = slices.Delete(slices.Clone(p.draft.discounts), i, i+1)
				p.edited(fDiscounts)
			}}
		}
		body = append(body, app.Div().Class("discount").Body(
			p.span(fDiscounts, id+"-from", text.AdminDiscountFrom, &x.from, "", p.wrong(bad, at+"from")),
			p.line(fDiscounts, id+"-percent", t.Say(text.AdminDiscountOff), &x.percent, "%", "", p.wrong(bad, at+"percent")), drop,
		))
	}
	if len(body) == 0 {
		body = append(body, app.P().Class("muted").Text(t.Say(text.AdminDiscountsNone)))
	}
	if p.visit.May() && len(p.draft.discounts) < p.draft.base.Limits.MaxDiscounts {
		body = append(body, app.Div().Body(&part.Button{Label: t.Say(text.AdminDiscountAdd), Test: "discount-add", OnClick: func(app.Context, app.Event) {
			p.draft.discounts = append(slices.Clone(p.draft.discounts), discount{from: span{"", "86400"}})
			p.edited(fDiscounts)
		}}))
	}
	return p.panel(fDiscounts, text.AdminDiscounts, text.AdminDiscountsHelp, body...)
}

func (p *Page) renderServe(bad map[string]bool) app.UI {
	t, native := p.T, p.visit.Chain().Native
	return p.panel(fServe, text.AdminServe, text.AdminServeHelp, app.Div().Class("fields fields-wide").Body(
		p.line(fServe, "serve-stake", t.Say(text.AdminServeStake), &p.draft.minStake, native.Symbol, "", p.wrong(bad, "serve.minStake")),
		p.line(fServe, "serve-orders", t.Say(text.AdminServeOrders), &p.draft.completed, "", "", p.wrong(bad, "serve.minCompleted")),
		p.span(fServe, "serve-paid", text.AdminServePaid, &p.draft.paid, "", p.wrong(bad, "serve.minSecondsPaid")),
		p.line(fServe, "serve-nodes", t.Say(text.AdminServeNodes), &p.draft.partners, "", "", p.wrong(bad, "serve.minPartners")),
	))
}

// renderTerms are the settings of one field each.
func (p *Page) renderTerms(bad map[string]bool) app.UI {
	t, d, native := p.T, &p.draft, p.visit.Chain().Native
	row := func(field string, body app.UI) app.UI {
		return app.Div().Class("term").DataSet("test", "policy-"+field).Body(body, app.Div().Class("term-source").Body(p.source(field)))
	}
	share := t.Say(text.AdminShareHelp, part.Bps(d.base.Limits.MaxReferrerShare))
	origins := app.Div().Class("field").Body(
		app.Label().Class("field-label").For("policy-origins").Text(t.Say(text.AdminOrigins)),
		app.Textarea().Class("area").ID("policy-origins").Rows(3).Spellcheck(false).Text(d.origins).DataSet("test", "origins").
			Aria("describedby", "policy-origins-help").
			OnInput(func(ctx app.Context, _ app.Event) {
				d.origins = ctx.JSSrc().Get("value").String()
				p.edited(fOrigins)
			}),
		app.P().Class("field-help").ID("policy-origins-help").Text(t.Say(text.AdminOrigHelp)),
		app.If(bad[fOrigins], func() app.UI { return app.P().Class("field-error").Text(t.Say(text.AdminBadField)) }),
	)
	return app.Section().Class("panel").Body(
		app.H2().Text(t.Say(text.AdminTerms)),
		row(fProbation, p.span(fProbation, "probation", text.AdminProbation, &d.probation, t.Say(text.AdminProbHelp), p.wrong(bad, fProbation))),
		row(fStake, p.line(fStake, "probation-stake", t.Say(text.AdminStake), &d.stake, native.Symbol, t.Say(text.AdminStakeHelp), p.wrong(bad, fStake))),
		row(fNotice, p.span(fNotice, "notice", text.AdminNoticeIs, &d.notice, t.Say(text.AdminNoticeTo), p.wrong(bad, fNotice))),
		row(fMin, p.span(fMin, "min-duration", text.AdminLeast, &d.least, "", p.wrong(bad, fMin))),
		row(fMax, p.span(fMax, "max-duration", text.AdminMost, &d.most, "", p.wrong(bad, fMax))),
		row(fReferrer, p.line(fReferrer, "referrer", t.Say(text.AdminShare), &d.referrer, "%", share, p.wrong(bad, fReferrer))),
		row(fOrigins, origins),
	)
}
