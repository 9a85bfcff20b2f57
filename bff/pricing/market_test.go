package pricing

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"berth/shared/amount"
	"berth/shared/attacktest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

// market is a simulated one: what its nodes take follows laws of its own, which the model knows nothing of.
type market struct {
	r     *rand.Rand
	takes func(r *rand.Rand, node int, load float64, gpu bool) float64 // the least ratio to the list price; infinite: none
	now   time.Time
}

// laws are true markets of several forms.
var laws = map[string]func(r *rand.Rand, node int, load float64, gpu bool) float64{
	// Everybody takes the list price, which has risen for some since the card was read.
	"list prices that rise": func(r *rand.Rand, _ int, load float64, _ bool) float64 {
		if r.Float64() < 0.3 {
			return 1 + load*r.ExpFloat64()/8
		}
		return 1
	},
	// A smooth curve, steeper and further up where little is left.
	"logistic by load": func(r *rand.Rand, _ int, load float64, _ bool) float64 {
		u := r.Float64()
		return max(0.8+0.5*load+0.12*math.Log(u/(1-u)), 0.05)
	},
	// Some never take anything, the others have a character of their own that nobody sees.
	"stubborn nodes": func(r *rand.Rand, node int, _ float64, gpu bool) float64 {
		if r.Float64() < 0.25 {
			return math.Inf(1)
		}
		x := 0.85 + 0.3*float64(node%7)/7 + 0.05*r.NormFloat64()
		if gpu {
			x *= 1.2
		}
		return max(x, 0.05)
	},
	// Two kinds of nodes: bargains, and those who want much more than they list.
	"two camps": func(r *rand.Rand, node int, load float64, _ bool) float64 {
		if node%3 == 0 {
			return 1.4 + 0.2*r.Float64()
		}
		if r.Float64() < load*load {
			return math.Inf(1)
		}
		return 0.7 + 0.2*r.Float64()
	},
}

func address(kind byte, n int) (a eth.Address) {
	a[0] = kind
	binary.BigEndian.PutUint32(a[1:], uint32(n))
	return a
}

// ask is an offer at a ratio to a node's list price, with its answer.
func (m *market) ask(node, user int, ratio float64) (h Heard, taken bool) {
	load, gpu := m.r.Float64(), m.r.IntN(4) == 0
	h = Heard{
		Node: address(1, node), User: address(2, user), At: m.now, Duration: 3600, Resources: resource.Resources{CPUMilli: 1000, MemoryMiB: 1024},
		Price: wire.Price{Token: dollar, CoreHour: amount.NanoOf(3_600_000_000), GPUHour: amount.NanoOf(36_000_000_000)}, Load: &wire.Load{CPU: uint16(1000 * load), GPU: uint16(1000 * load)},
	}
	if gpu {
		h.Resources.GPU = 1
	}
	list := h.Price.Rate(h.Resources, h.Duration)
	at := func(x float64) amount.Nano { return list.MulDiv(uint64(x*1e6), 1e6) }
	h.Offered = at(ratio)
	t := m.takes(m.r, node, load, gpu)
	switch {
	case math.IsInf(t, 1):
		h.Answer = wire.Greeting{Kind: wire.Reject, Reasons: []wire.Why{{Code: "busy"}}}
	case t <= ratio && node%2 == 0: // which says what it would have asked for
		h.Answer, taken = wire.Greeting{Kind: wire.Accept, Quote: &order.Quote{Rate: at(t)}}, true
	case t <= ratio: // which takes what it can get
		h.Answer, taken = wire.Greeting{Kind: wire.Accept, Quote: &order.Quote{Rate: h.Offered}}, true
	case node%5 == 0: // which does not say what it wants
		h.Answer = wire.Greeting{Kind: wire.Reject, Reasons: []wire.Why{{Code: "price"}}}
	default:
		h.Answer = wire.Greeting{Kind: wire.Counter, Quote: &order.Quote{Rate: at(t)}}
	}
	return h, taken
}

// ratio is what users offer: often just the list price.
func (m *market) ratio() float64 {
	if m.r.IntN(4) == 0 {
		return 1
	}
	return 0.55 + m.r.Float64()
}

func (m *Model) chance(h Heard) float64 {
	c := m.curve(classOf(h.Resources, h.Duration, h.Price, h.Load))
	return c.at(h.Offered.Over(h.Price.Rate(h.Resources, h.Duration)))
}

// tenths is a reliability table: what was predicted against what came, by tenths of the prediction.
type tenths [10]struct {
	n               int
	predicted, came float64
}

func (t *tenths) add(p float64, came bool) {
	x := &t[min(int(p*10), 9)]
	x.n++
	x.predicted += p
	if came {
		x.came++
	}
}

// worst prints the table, and gives the greatest difference of a tenth with enough data, in points.
func (t *tenths) worst(say func(string, ...any)) (worst float64) {
	say("predicted   offers  predicted  observed  difference")
	for i, x := range t {
		if x.n == 0 {
			continue
		}
		p, c := 100*x.predicted/float64(x.n), 100*x.came/float64(x.n)
		note := ""
		if x.n < 300 {
			note = "  (too few)"
		} else {
			worst = max(worst, math.Abs(p-c))
		}
		say("%3d–%3d %%  %7d     %5.1f %%   %5.1f %%      %+5.1f%s", 10*i, 10*i+10, x.n, p, c, c-p, note)
	}
	return worst
}

func TestReliability(t *testing.T) {
	for name, law := range laws {
		t.Run(name, func(t *testing.T) {
			s := &market{r: rand.New(rand.NewPCG(1, 2)), takes: law, now: time.Unix(1_700_000_000, 0)}
			m := NewModel(func() time.Time { return s.now })
			for range 8000 {
				h, _ := s.ask(s.r.IntN(300), s.r.IntN(1000), s.ratio())
				m.Hear(h)
				s.now = s.now.Add(30 * time.Second)
			}
			var one, any tenths
			for range 30_000 {
				h, taken := s.ask(s.r.IntN(300), s.r.IntN(1000), s.ratio())
				one.add(m.chance(h), taken)
			}
			for range 30_000 {
				none, came, ratio := 1.0, false, s.ratio()
				for range 1 + s.r.IntN(4) {
					h, taken := s.ask(s.r.IntN(300), s.r.IntN(1000), ratio)
					none *= 1 - m.chance(h)
					came = came || taken
				}
				any.add(min(1-none, mostChance), came)
			}
			t.Log("a node takes the offer")
			if worst := one.worst(t.Logf); worst > 5 {
				t.Errorf("a tenth is off by %.1f points", worst)
			}
			t.Log("one of up to four nodes takes the offer")
			if worst := any.worst(t.Logf); worst > 5 {
				t.Errorf("a tenth is off by %.1f points", worst)
			}
		})
	}
}

// floodBound is how far one who sends 95 % of all answers can move any chance, as a share: the cap over what others have said.
const floodBound = 0.07

// Somebody floods the platform with answers, to have users believe that much more has to be paid, or much less.
func TestAttackFlood(t *testing.T) {
	a := attacktest.Begin(t, "price evidence floods")
	for _, c := range []struct {
		name string
		who  func(i int) (node, user eth.Address)
	}{
		{"one node, one user", func(int) (node, user eth.Address) { return address(9, 0), address(8, 0) }},
		{"one node, as many users as it likes", func(i int) (node, user eth.Address) { return address(9, 0), address(8, i) }},
		{"one user, many nodes", func(i int) (node, user eth.Address) { return address(1, i%300), address(8, 0) }},
	} {
		for lie, asks := range map[string]uint64{"nobody takes the list price": 3900, "everybody takes next to nothing": 260} {
			t.Run(c.name+", "+lie, func(t *testing.T) {
				s := &market{r: rand.New(rand.NewPCG(3, 4)), takes: laws["logistic by load"], now: time.Unix(1_700_000_000, 0)}
				clean := NewModel(func() time.Time { return s.now })
				flooded := NewModel(func() time.Time { return s.now })
				for i := range 1000 {
					h, _ := s.ask(s.r.IntN(300), s.r.IntN(1000), s.ratio())
					clean.Hear(h)
					flooded.Hear(h)
					for k := range 19 {
						node, user := c.who(19*i + k)
						lie := heard(node, user, 1000, 4000, asks)
						lie.Load = h.Load
						flooded.Hear(lie)
					}
				}
				most := 0.0
				for class := range 4 {
					key := fmt.Sprintf("cpuMilli %d", class)
					before, after := clean.curve(key), flooded.curve(key)
					for x := 0.3; x < 4; x += 0.01 {
						most = max(most, math.Abs(before.at(x)-after.at(x)))
					}
				}
				t.Logf("95 %% of all answers move a chance by %.1f points at most", 100*most)
				a.Tried(most > floodBound, "%s, %s: a chance has moved by %.3f", c.name, lie, most)
			})
		}
	}
}
