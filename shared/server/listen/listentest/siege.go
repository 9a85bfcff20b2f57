//go:build unix

package listentest

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	"berth/shared/attacktest"
)

// Kind is a way to hold a connection.
type Kind struct {
	Name    string
	Sent    string        // at once
	Trickle time.Duration // a byte more each so often; 0: none
	Reads   bool          // what comes
	Hold    time.Duration // how long the siege lasts
	Limit   time.Duration // how long a connection may be held; 0: longer than the siege
}

// Stranger are the kinds that need no login, for a server whose paths are given. Limits are what the server keeps and some
// seconds more, in which thousands are served.
func (s Server) Stranger() []Kind {
	late := "Content-Length: 60000"
	json := "Content-Type: application/json"
	get := s.head("GET", s.Get)
	many := ""
	for range 400 {
		many += get
	}
	return []Kind{
		{Name: "a head that trickles", Sent: get[:len(get)-2] + "X: ", Trickle: 2 * time.Second, Reads: true, Hold: 20 * time.Second, Limit: 18 * time.Second},
		{Name: "nothing at all", Reads: true, Hold: 20 * time.Second, Limit: 18 * time.Second},
		{Name: "a body that does not come", Sent: s.head("POST", s.Post, late, json) + "x", Reads: true, Hold: 25 * time.Second, Limit: 23 * time.Second},
		{Name: "a body that trickles", Sent: s.head("POST", s.Post, late, json) + "x", Trickle: 5 * time.Second, Reads: true, Hold: 25 * time.Second, Limit: 23 * time.Second},
		{Name: "a body behind a refusal", Sent: s.head("POST", "/none/such", late) + "x", Reads: true, Hold: 20 * time.Second, Limit: 18 * time.Second},
		{Name: "a chunked body", Sent: s.head("POST", s.Post, "Transfer-Encoding: chunked", json) + "5\r\nx", Reads: true, Hold: 25 * time.Second, Limit: 23 * time.Second},
		{Name: "a body that is expected", Sent: s.head("POST", s.Post, late, "Expect: 100-continue", json), Reads: true, Hold: 25 * time.Second, Limit: 23 * time.Second},
		{Name: "answers that are not read", Sent: many, Hold: 100 * time.Second, Limit: 95 * time.Second},
		{Name: "idle", Sent: get, Reads: true, Hold: 10 * time.Second},
	}
}

// Held is a connection that is opened with a request, and on which the client does nothing more but read.
func Held(name, sent string) Kind {
	return Kind{Name: name, Sent: sent, Reads: true, Hold: 10 * time.Second}
}

const (
	variable = "BERTH_TEST_SIEGE"
	// wanted is how many connections of each kind there are to be, where descriptors allow.
	wanted = 5000
	// sources is from how many addresses.
	sources = 25
	// redial is how long an attacker waits at least before it comes again: what is tried is slowness, not haste.
	redial = 2 * time.Second
	turn   = 10 * time.Second // from one of its connections to the next
	muster = 8 * time.Second  // until all have come for the first time
)

// orders are what a process of attackers is told.
type orders struct {
	Addr string
	Kind Kind
	N    int
}

// state is what it tells, every second.
type state struct {
	Held, Ended int
	Longest     time.Duration // that one was held, those that are held too
}

// Main is for TestMain, before all else: it makes a copy of the test's program a process of attackers.
func Main() {
	if os.Getenv(variable) == "" {
		return
	}
	var o orders
	if err := json.NewDecoder(os.Stdin).Decode(&o); err != nil {
		panic(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin) // until whoever started it has enough
		cancel()
	}()
	attack(ctx, o, json.NewEncoder(os.Stdout))
	os.Exit(0)
}

// ring holds one process's connections.
type ring struct {
	mu      sync.Mutex
	since   map[net.Conn]time.Time
	ended   int
	longest time.Duration
}

func (r *ring) state() state {
	r.mu.Lock()
	defer r.mu.Unlock()
	longest := r.longest
	for _, at := range r.since {
		longest = max(longest, time.Since(at))
	}
	return state{len(r.since), r.ended, longest}
}

func attack(ctx context.Context, o orders, out *json.Encoder) {
	r := &ring{since: map[net.Conn]time.Time{}}
	for i := range o.N {
		go func() {
			from := &net.TCPAddr{IP: net.IPv4(127, 0, 1, byte(1+i%sources))}
			time.Sleep(time.Duration(i) * muster / time.Duration(o.N)) // not all in one moment
			for ctx.Err() == nil {
				next := time.Now().Add(turn)
				r.hold(ctx, o, from)
				time.Sleep(max(redial, time.Until(next)))
			}
		}()
	}
	for ctx.Err() == nil {
		if out.Encode(r.state()) != nil {
			return
		}
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
		}
	}
}

// hold holds one connection for as long as the server has it.
func (r *ring) hold(ctx context.Context, o orders, from net.Addr) {
	c, err := (&net.Dialer{LocalAddr: from, Timeout: patience}).DialContext(ctx, "tcp", o.Addr)
	if err != nil {
		return
	}
	defer c.Close()
	r.mu.Lock()
	r.since[c] = time.Now()
	r.mu.Unlock()
	defer func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.ended++
		r.longest = max(r.longest, time.Since(r.since[c]))
		delete(r.since, c)
	}()
	gone := make(chan struct{})
	if o.Kind.Reads {
		go func() {
			defer close(gone)
			buf := make([]byte, 512)
			for {
				if _, err := c.Read(buf); err != nil {
					return
				}
			}
		}()
	} else {
		_ = c.(*net.TCPConn).SetReadBuffer(4 << 10) // it only makes it harder
	}
	sent := o.Kind.Sent
	step := cmp.Or(o.Kind.Trickle, time.Second)
	for {
		if sent == "" && (o.Kind.Trickle > 0 || !o.Kind.Reads) {
			sent = "x" // who does not read learns by it that the server has closed
		}
		c.SetWriteDeadline(time.Now().Add(50 * time.Millisecond))
		n, err := io.WriteString(c, sent)
		sent = sent[n:]
		if err != nil && !isTimeout(err) {
			return
		}
		select {
		case <-gone:
			return
		case <-ctx.Done():
			return
		case <-time.After(step):
		}
	}
}

// Besiege has thousands of connections of each kind held, and asks meanwhile what others ask: they are answered, and as
// fast as usual. The test's TestMain calls Main.
func Besiege(t *testing.T, a *attacktest.Attack, s Server, kinds ...Kind) {
	t.Helper()
	n := wanted
	var l syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &l); err == nil && int(l.Cur)/2-500 < n {
		// The server has as many at the most: half of its descriptors are for what it opens itself.
		n = int(l.Cur)/2 - 500
		a.Note("only %d connections of each kind: the limit of open files is %d", n, l.Cur)
	}
	if n < 100 {
		t.Fatalf("the limit of open files is %d: too few for a siege", l.Cur)
	}
	for _, k := range kinds {
		usual := s.latency(t, a, 4, "before "+k.Name)
		party := besiegers(t, orders{Addr: s.Addr, Kind: k, N: n})
		began, most := time.Now(), 0
		for time.Since(began) < muster+4*time.Second {
			if most = max(most, party.state().Held); most >= n*9/10 {
				break
			}
			time.Sleep(100 * time.Millisecond)
		}
		var during time.Duration
		for first := true; first || time.Since(began) < k.Hold; first = false {
			if got := s.latency(t, a, 2, k.Name); during == 0 || got < during {
				during = got
			}
			most = max(most, party.state().Held)
		}
		st := party.state()
		party.stop()
		if during > 2*usual {
			// Others use this machine as well, and not evenly.
			usual = max(usual, s.latency(t, a, 2, "after "+k.Name))
		}
		a.Tried(during > 2*usual, "%s: p99 is %s, usually %s", k.Name, during, usual)
		for range max(1, st.Ended+st.Held-1) {
			a.Tried(false, "%s", k.Name)
		}
		a.Tried(k.Limit > 0 && st.Longest > k.Limit, "%s: held for %s", k.Name, st.Longest)
		a.Note("%s: %d held, p99 %s, usually %s", k.Name, most, during.Round(10*time.Microsecond), usual.Round(10*time.Microsecond))
	}
}

// party is a process of attackers.
type party struct {
	mu   sync.Mutex
	last state
	stop func()
}

func (p *party) state() state {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.last
}

func besiegers(t *testing.T, o orders) *party {
	t.Helper()
	raw, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(cmd.Environ(), variable+"=1")
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := in.Write(append(raw, '\n')); err != nil {
		t.Fatal(err)
	}
	p := &party{}
	told := make(chan struct{})
	go func() {
		defer close(told)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			var s state
			if json.Unmarshal(lines.Bytes(), &s) == nil {
				p.mu.Lock()
				p.last = s
				p.mu.Unlock()
			}
		}
	}()
	p.stop = sync.OnceFunc(func() {
		in.Close()
		<-told
		if err := cmd.Wait(); err != nil {
			t.Errorf("the attackers: %v", err)
		}
	})
	t.Cleanup(p.stop)
	return p
}

// latency is the 99th percentile of an ordinary request's time on a connection of its own, the best of some rounds: what
// else the machine does only adds to it.
func (s Server) latency(t *testing.T, a *attacktest.Attack, rounds int, when string) time.Duration {
	t.Helper()
	const each = 300
	client := &http.Client{Timeout: patience, Transport: &http.Transport{
		DisableKeepAlives: true,
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, s.Addr)
		},
	}}
	best := time.Duration(0)
	for range rounds {
		took := make([]time.Duration, 0, each)
		for range each {
			began := time.Now()
			res, err := client.Get("http://" + s.Host + s.Get)
			code := 0
			if err == nil {
				_, err = io.Copy(io.Discard, res.Body)
				res.Body.Close()
				code = res.StatusCode
			}
			took = append(took, time.Since(began))
			a.Tried(err != nil || code != 200, "%s: an ordinary request: %d, %v", when, code, err)
			time.Sleep(2 * time.Millisecond)
		}
		slices.Sort(took)
		if p99 := took[each*99/100]; best == 0 || p99 < best {
			best = p99
		}
	}
	return best
}

// Flood has a server that may hold few connections hold as many as it takes, and asks meanwhile for others: idle ones
// give way. Then the attackers go, and all is as before.
func Flood(t *testing.T, a *attacktest.Attack, s Server, n int) {
	t.Helper()
	for _, k := range s.Stranger() {
		if k.Name != "idle" && k.Name != "nothing at all" && k.Name != "a body that does not come" {
			continue
		}
		party := besiegers(t, orders{Addr: s.Addr, Kind: k, N: n})
		for began := time.Now(); time.Since(began) < 5*time.Second; {
			s.latency(t, a, 1, fmt.Sprintf("%d connections, %s", n, k.Name))
		}
		st := party.state()
		party.stop()
		a.Tried(false, "%s", k.Name)
		a.Note("%s: %d held, %d ended", k.Name, st.Held, st.Ended)
	}
	s.latency(t, a, 1, "afterwards")
}
