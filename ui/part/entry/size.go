package entry

import (
	"errors"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/resource"
	"berth/ui/part"
	"berth/ui/text"
)

// Size is resources as they are written in the fields.
type Size struct{ CPU, Memory, Disk, Traffic, GPU, Model string }

// SizeOf is resources as they are before anything is entered.
func SizeOf(r resource.Resources) Size {
	return Size{
		CPU: amount.Of(uint64(r.CPUMilli)).Units(3), Memory: writeSize(uint64(r.MemoryMiB)), Disk: writeSize(uint64(r.DiskMiB)),
		Traffic: writeSize(r.TrafficMiB), GPU: strconv.Itoa(int(r.GPU)), Model: r.GPUModel,
	}
}

// Read gives the resources, and the dimensions whose text cannot be read.
func (w Size) Read() (r resource.Resources, bad map[resource.Dimension]bool) {
	bad = map[resource.Dimension]bool{}
	cpu, err := amount.ParseUnits(point(w.CPU), 3)
	r.CPUMilli = uint32(small(cpu, 1<<32-1))
	bad[resource.CPU] = err != nil || cpu.Cmp(amount.Of(uint64(r.CPUMilli))) != 0
	size := func(d resource.Dimension, s string, most uint64) uint64 {
		n, ok := readSize(s)
		bad[d] = !ok || n > most
		return min(n, most)
	}
	r.MemoryMiB = uint32(size(resource.Memory, w.Memory, 1<<32-1))
	r.DiskMiB = uint32(size(resource.Disk, w.Disk, 1<<32-1))
	r.TrafficMiB = size(resource.Traffic, w.Traffic, resource.MaxTraffic)
	gpu, err := strconv.ParseUint(orZero(w.GPU), 10, 16)
	r.GPU = uint16(gpu)
	bad[resource.GPU] = err != nil
	if r.GPU > 0 {
		r.GPUModel = strings.ToLower(strings.TrimSpace(w.Model))
	}
	bad[resource.GPUModel] = !resource.ValidModel(r.GPUModel)
	for d, is := range bad {
		if !is {
			delete(bad, d)
		}
	}
	return r, bad
}

// bareMost is the largest memory that is believed without a unit, in GiB: whoever writes 256 means MiB as a rule.
const bareMost = 64

// Bare reports whether the memory is a bare number so large that it was hardly meant in GiB.
func (w Size) Bare() bool {
	n, err := strconv.ParseUint(strings.TrimSpace(w.Memory), 10, 32)
	return err == nil && n > bareMost
}

// units are what a size may be written in, in MiB. People write GB and mean GiB.
var units = []struct {
	name string
	mib  uint64
}{
	{"tib", 1 << 20}, {"gib", 1 << 10}, {"mib", 1}, {"tb", 1 << 20}, {"gb", 1 << 10}, {"mb", 1}, {"t", 1 << 20}, {"g", 1 << 10}, {"m", 1},
}

// readSize reads "2 GiB", "512m" or "1.5", which is GiB, as MiB, rounded down.
func readSize(s string) (mib uint64, ok bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	unit := uint64(1 << 10)
	for _, u := range units {
		if rest, found := strings.CutSuffix(s, u.name); found {
			s, unit = strings.TrimSpace(rest), u.mib
			break
		}
	}
	const digits = 10
	n, err := amount.ParseUnits(point(orZero(s)), digits)
	if err != nil || n.Bits() > 128 {
		return 0, false
	}
	return small(n.MulDiv(unit, 1e10), 1<<62), true
}

// writeSize is a size that readSize reads back to the same, in the largest unit that keeps it short.
func writeSize(mib uint64) string {
	switch {
	case mib == 0:
		return "0"
	case mib%(1<<20) == 0:
		return strconv.FormatUint(mib>>20, 10) + " TiB"
	case mib%256 == 0:
		return amount.Of(mib/256*25).Units(2) + " GiB"
	}
	return strconv.FormatUint(mib, 10) + " MiB"
}

// small is an amount as a plain number, most where it is more.
func small(a amount.Amount, most uint64) uint64 {
	n, err := strconv.ParseUint(a.String(), 10, 64)
	if err != nil {
		return most
	}
	return min(n, most)
}

// point takes a comma for a decimal point.
func point(s string) string { return strings.ReplaceAll(strings.TrimSpace(s), ",", ".") }

func orZero(s string) string {
	if strings.TrimSpace(s) == "" {
		return "0"
	}
	return strings.TrimSpace(s)
}

// SizeFields are the fields in which resources are entered by hand, with what can be had of each at most (zero: that is not said); changed
// hears of each change.
func SizeFields(t text.T, prefix string, w *Size, most resource.Resources, changed func()) app.UI {
	read, bad := w.Read()
	wrong := func(d resource.Dimension) string {
		if bad[d] {
			return t.Say(text.RentBad[d])
		}
		var f *resource.FieldError
		if errors.As(read.Validate(), &f) && f.Field == string(d) {
			return t.Say(text.RentBad[d])
		}
		return ""
	}
	field := func(d resource.Dimension, v *string, unit, help, mode string) app.UI {
		if n := most.Of(d); n > 0 && d != resource.Traffic {
			help = strings.TrimSpace(help + t.Space() + t.Say(text.RentMost, t.Quantity(d, n)))
		}
		return &part.Field{
			ID: prefix + string(d), Label: t.Dimension(d), Value: *v, Unit: unit, Help: help, Mode: mode, Error: wrong(d), Max: 24, Test: "want-" + string(d),
			OnInput: func(_ app.Context, s string) {
				*v = s
				changed()
			},
		}
	}
	var bare app.UI
	if n := strings.TrimSpace(w.Memory); w.Bare() {
		unit := func(u string) app.UI {
			return &part.Button{Label: n + " " + u, Test: prefix + "bare-" + u, OnClick: func(app.Context, app.Event) {
				w.Memory = n + " " + u
				changed()
			}}
		}
		bare = app.Div().Class("row").Role("status").DataSet("test", prefix+"bare").Body(app.Span().Text(t.Say(text.RentBare, t.Dimension(resource.Memory))), unit("MiB"), unit("GiB"))
	}
	fields := []app.UI{
		field(resource.CPU, &w.CPU, t.Say(text.RentCores), "", "decimal"),
		field(resource.Memory, &w.Memory, "", t.Say(text.RentSizeHelp), ""),
		field(resource.Disk, &w.Disk, "", "", ""),
		field(resource.Traffic, &w.Traffic, "", t.Say(text.RentTrafficHelp), ""),
		field(resource.GPU, &w.GPU, "", "", "numeric"),
	}
	if read.GPU > 0 {
		fields = append(fields, field(resource.GPUModel, &w.Model, "", t.Say(text.RentModelHelp), ""))
	}
	return app.Div().Class("stack-tight").Body(app.Div().Class("fields").Body(fields...), app.Div().Body(bare))
}
