package measure

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"

	"berth/shared/server/capacity"
)

// machine is one with so many cores, which tables share: a lane does perSecond blocks a second on a core of its own, in the
// bubble's time. What is computed is computed really, and takes no time there.
type machine struct {
	cores     int
	perSecond int

	mu    sync.Mutex
	lanes int // at work
}

// grain is how finely machines share their cores.
const grain = 5 * time.Millisecond

// work takes the time of a table, beside whatever else the machine does.
func (m *machine) work(lanes, blocks int) {
	m.mu.Lock()
	m.lanes += lanes
	m.mu.Unlock()
	for left := float64(blocks); left > 0; {
		time.Sleep(grain)
		m.mu.Lock()
		share := min(1, float64(m.cores)/float64(m.lanes))
		m.mu.Unlock()
		left -= share * float64(m.perSecond) * grain.Seconds()
	}
	m.mu.Lock()
	m.lanes -= lanes
	m.mu.Unlock()
}

// prover is a node's prover on a machine: an http.RoundTripper, so that there is no network but in the bubble's time.
type prover struct {
	*machine
	real   *capacity.Prover
	disk   time.Duration                                    // of writing a table to the disk
	wire   time.Duration                                    // of bytes, either way
	slow   time.Duration                                    // before blocks are opened
	extra  float64                                          // times the work that a table takes
	change func(path string, answer []byte) []byte          // of what it answers
	swap   func(r *http.Request, body []byte) []byte        // of what it is asked
	drops  func(r *http.Request) *httptest.ResponseRecorder // answers by itself
}

func (p *prover) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	var body []byte
	if r.Body != nil {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		body = b
	}
	if p.swap != nil {
		body = p.swap(r, body)
	}
	if p.drops != nil {
		if w := p.drops(r); w != nil {
			return w.Result(), nil
		}
	}
	path := r.URL.Path
	switch {
	case r.Method == http.MethodPost && strings.Count(path, "/") == 2 && strings.HasPrefix(path, "/tables/"):
		var ask capacity.Ask
		if err := json.Unmarshal(body, &ask); err != nil {
			return nil, errors.New("the test's prover was asked for no table")
		}
		times := p.extra
		if times == 0 {
			times = 1
		}
		p.work(ask.Lanes, int(float64(ask.Blocks)*times))
	case strings.HasSuffix(path, "/copy"):
		time.Sleep(p.disk)
	case strings.HasSuffix(path, "/open"):
		time.Sleep(p.slow)
	case path == "/bytes":
		time.Sleep(p.wire)
	}
	again := r.Clone(r.Context())
	again.Body = io.NopCloser(bytes.NewReader(body))
	again.ContentLength = int64(len(body))
	w := httptest.NewRecorder()
	p.real.ServeHTTP(w, again)
	res := w.Result()
	if p.change != nil {
		b, err := io.ReadAll(res.Body)
		if err != nil {
			return nil, err
		}
		res.Body = io.NopCloser(bytes.NewReader(p.change(path, b)))
	}
	return res, nil
}
