package main

import (
	"fmt"
	"io"
	"slices"
)

// middle is the median of some rounds.
func middle(all []float64) float64 {
	if len(all) == 0 {
		return 0
	}
	all = slices.Sorted(slices.Values(all))
	return all[len(all)/2]
}

// ratio is the median of what two have in the same rounds, divided.
func ratio(a, b []float64) float64 {
	var all []float64
	for i := range min(len(a), len(b)) {
		all = append(all, a[i]/b[i])
	}
	return middle(all)
}

// target is one that the gateway has to reach.
type target struct {
	name      string
	got, want float64
	below     bool // it has to stay below
	unit      string
}

func (t target) met() string {
	if t.got < t.want == t.below || t.got == t.want {
		return "met"
	}
	return "NOT met"
}

func report(w io.Writer, s settings, subjects []subject, got map[string]*figures, missing []string) {
	fmt.Fprintf(w, "\nTLS: %t. Load of the machine at the end: %s. %d connections, 1 KiB answers, medians of %d rounds of %s.\n\n", s.tls, machine(), s.conns, s.rounds, s.seconds)
	fmt.Fprintf(w, "| | requests/s | p50 ms | p99 ms | CPU µs/request | p99 ms at %d/s | down MB/s | up MB/s |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n", s.rate)
	for _, x := range subjects {
		f := got[x.name]
		fmt.Fprintf(w, "| %s | %.0f | %.2f | %.2f | %.0f | %.2f | %.0f | %.0f |\n", x.name,
			middle(f.rate), middle(f.p50), middle(f.p99), middle(f.cpu), middle(f.steady), middle(f.down)/1e6, middle(f.up)/1e6)
	}
	fmt.Fprintln(w)
	for _, m := range missing {
		fmt.Fprintln(w, "-", m)
	}
	if g := got[ours]; g != nil && g.memory > 0 {
		fmt.Fprintf(w, "- %s with %d idle WebSockets: %.0f MB, %.0f MB before\n", ours, s.sockets, g.memory/1e6, g.idle/1e6)
	}
	g, alone := got[ours], got[bare]
	if g == nil || alone == nil {
		return
	}
	var all []target
	for _, t := range []struct {
		rival string
		times float64
	}{{nginxAuth, 2.2}, {caddyAuth, 4}, {nginxBare, 0.65}} {
		if f := got[t.rival]; f != nil {
			all = append(all, target{name: "requests/s, times those of " + t.rival, got: ratio(g.rate, f.rate), want: t.times})
		}
	}
	all = append(all, target{name: fmt.Sprintf("p99 added at %d/s", s.rate), got: middle(g.steady) - middle(alone.steady), want: 1, below: true, unit: " ms"})
	if s.bytes > 0 {
		all = append(all, target{name: "download, times the service's own", got: ratio(g.down, alone.down), want: 0.8},
			target{name: "upload, times the service's own", got: ratio(g.up, alone.up), want: 0.8})
	}
	if s.sockets > 0 {
		all = append(all, target{name: fmt.Sprintf("memory with %d idle WebSockets", s.sockets), got: g.memory / 1e6, want: 400, below: true, unit: " MB"})
	}
	fmt.Fprint(w, "\n| target | wanted | got | |\n| --- | ---: | ---: | --- |\n")
	for _, t := range all {
		sign := "≥"
		if t.below {
			sign = "<"
		}
		fmt.Fprintf(w, "| %s | %s %g%s | %.2f%s | %s |\n", t.name, sign, t.want, t.unit, t.got, t.unit, t.met())
	}
}
