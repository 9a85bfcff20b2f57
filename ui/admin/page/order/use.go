package order

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/text"
)

func number(n uint64) string { return strconv.FormatUint(n, 10) }

// renderUse is what the order uses beside what was bought.
func (p *Page) renderUse(o wire.AdminOrderView) app.UI {
	t := p.T
	body := []app.UI{app.H2().Text(t.Say(text.AdminUseTitle))}
	return app.Section().Class("panel").DataSet("test", "order-use").Body(append(body, p.use.Show(t, text.AdminAsking, func(u wire.Use) []app.UI {
		if len(u.Samples) == 0 {
			return []app.UI{app.P().Class("muted").Text(t.Say(text.AdminUseNone))}
		}
		return []app.UI{app.Div().Class("bars").Body(uses(t, o, u)...), app.P().Class("small muted").Text(t.Say(text.AdminUseCaption))}
	})...)...)
}

func uses(t text.T, o wire.AdminOrderView, u wire.Use) []app.UI {
	last := u.Samples[len(u.Samples)-1]
	var peak wire.UseSample
	for _, s := range u.Samples {
		peak.CPUMilli, peak.MemoryMiB, peak.DiskMiB = max(peak.CPUMilli, s.CPUMilli), max(peak.MemoryMiB, s.MemoryMiB), max(peak.DiskMiB, s.DiskMiB)
	}
	var bars []app.UI
	add := func(d resource.Dimension, used, most uint64) {
		bought := o.Resources.Of(d)
		if bought == 0 {
			return
		}
		words := t.Say(text.AdminUseNow, quantity(t, d, used), t.Quantity(d, bought))
		inside := []app.UI{
			app.Div().Class("bar-words").Body(app.Span().Class("bar-name").Text(t.Dimension(d)), app.Span().Class("bar-value num").Text(words)),
			part.Bar(used, 0, bought),
		}
		if most > used {
			inside = append(inside, app.P().Class("small muted num").Text(t.Say(text.AdminUsePeak, quantity(t, d, most))))
		}
		bars = append(bars, app.Div().Class("bar").DataSet("test", "use-"+string(d)).Body(inside...))
	}
	add(resource.CPU, uint64(last.CPUMilli), uint64(peak.CPUMilli))
	add(resource.Memory, uint64(last.MemoryMiB), uint64(peak.MemoryMiB))
	add(resource.Disk, uint64(last.DiskMiB), uint64(peak.DiskMiB))
	add(resource.Traffic, o.TrafficMiB, 0)
	return bars
}

func quantity(t text.T, d resource.Dimension, n uint64) string {
	if d == resource.CPU {
		return t.CoresUsed(n)
	}
	return t.Quantity(d, n)
}
