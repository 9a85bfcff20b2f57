// Package measure has a rented part of a machine prove what it is said to have: it drives the prover (berth/shared/server/capacity)
// that runs there as a service, takes the times by its own clock, and judges them. Cores, memory, disk and network are asked for
// at once, since a machine that has each of them might not have all.
package measure

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"berth/bff/certify/evidence"
	"berth/bff/certify/talk"
	"berth/shared/clip"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/server/capacity"
)

// Rules say what is good enough.
type Rules struct {
	Cores     int   // percent of the cores that were claimed, that must work at once
	Speed     int64 // MiB of a table a second, of one core
	DiskSpeed int64 // MiB a second, written to the disk itself
	Transfer  int64 // KiB a second, in each direction
}

// Usual are the rules of a platform: a weak core of today passes them with room to spare.
var Usual = Rules{Cores: 70, Speed: 40, DiskSpeed: 10, Transfer: 256}

// Plan is what is asked of a machine.
type Plan struct {
	Lanes    int
	Memory   int64 // bytes of the large table
	Disk     int64 // bytes of the small one, which is moved to the disk
	Transfer int64 // bytes, in each direction
}

// Budget bounds a Plan; 0: no bound but the order's.
type Budget struct {
	Memory, Disk, Transfer int64 // bytes
}

// spare is what the prover needs of the memory itself.
const spare = 48 << 20

// openings are how many blocks of each table are opened, of the large one and of the small one.
const openings, fewOpenings = 64, evidence.MinSamples

// PlanFor is what can be asked of an order that bought so much: all of its memory but for what the prover needs, and of the
// disk what fits into memory before, twice, since it is written once more.
func PlanFor(r resource.Resources, b Budget) Plan {
	least := func(n, most int64) int64 {
		if most > 0 {
			return min(n, most)
		}
		return n
	}
	memory := int64(r.MemoryMiB) << 20
	p := Plan{Lanes: max(1, (int(r.CPUMilli)+999)/1000), Memory: least(max(memory*85/100-spare, memory/2), b.Memory)}
	p.Disk = least(min(p.Memory, int64(r.DiskMiB)<<20*45/100), b.Disk)
	p.Transfer = min(least(int64(r.TrafficMiB)<<20/8, b.Transfer), capacity.MaxTransfer)
	return p
}

// Service is a prover that is reached by a client.
type Service struct {
	HTTP *http.Client // with what lets it in
	URL  string       // without a slash at its end
}

// Measurer measures. It is safe for concurrent use.
type Measurer struct {
	Verifier eth.Address
	Now      func() time.Time // nil: the machine's clock
}

func (m *Measurer) now() time.Time {
	if m.Now != nil {
		return m.Now()
	}
	return time.Now()
}

// Capacity has a prover on a node do a plan. What it gives holds whether it is good or not: Judge says that. An error is a
// machine that did not do it, or did not prove it.
func (m *Measurer) Capacity(ctx context.Context, s Service, node eth.Address, id order.ID, claimed resource.Resources, p Plan) (c evidence.CapacityFound, err error) {
	c = evidence.CapacityFound{Order: id, Claimed: claimed, At: m.now().UTC().Truncate(time.Second)}
	trip, err := m.roundTrip(ctx, s)
	if err != nil {
		return c, err
	}
	c.RoundTrip = trip.Milliseconds()
	defer func() {
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
		defer cancel()
		for _, t := range []string{"alone", "all"} {
			_ = s.drop(end, t) // what is left goes with the order
		}
	}()
	c.Alone = m.table(node, c.At, 1, p.Disk)
	if err := m.fill(ctx, s, "alone", &c.Alone, p.Disk > 0, trip); err != nil {
		return c, fmt.Errorf("one core alone: %w", err)
	}
	c.All = m.table(node, c.At, p.Lanes, p.Memory)
	var g sync.WaitGroup
	errs := make([]error, 4)
	g.Go(func() { errs[0] = within("all cores at once", m.fill(ctx, s, "all", &c.All, false, trip)) })
	if p.Disk > 0 {
		g.Go(func() {
			took, err := m.copy(ctx, s, "alone")
			errs[1], c.DiskSpeed = within("the disk", err), speed(c.Alone.Bytes()>>10, took)>>10
		})
	}
	if p.Transfer > 0 {
		g.Go(func() {
			took, err := m.send(ctx, s, p.Transfer)
			errs[2], c.Up = within("sending to it", err), speed(p.Transfer>>10, took)
		})
		g.Go(func() {
			took, err := m.get(ctx, s, p.Transfer)
			errs[3], c.Down = within("getting from it", err), speed(p.Transfer>>10, took)
		})
	}
	g.Wait()
	if err := errors.Join(errs...); err != nil {
		return c, err
	}
	one, all := rate(&c.Alone), rate(&c.All)
	c.Speed = int64(one / (1 << 20))
	if one > 0 {
		c.Cores = int(all / one * 1000)
	}
	if err := m.open(ctx, s, "all", &c.All, openings, trip); err != nil {
		return c, fmt.Errorf("the table in memory: %w", err)
	}
	if err := m.open(ctx, s, "alone", &c.Alone, fewOpenings, trip); err != nil {
		return c, fmt.Errorf("the table on the disk: %w", err)
	}
	return c, nil
}

// Judge says what of a measurement is not good enough; nil: nothing. The proofs have been checked.
func (r Rules) Judge(c evidence.CapacityFound, p Plan) error {
	claimed := int64(c.Claimed.CPUMilli)
	part := min(claimed, 1000) // of a core, where less than one was bought
	var errs []error
	less := func(what string, got, want int64, unit string) {
		if got < want {
			errs = append(errs, fmt.Errorf("%s: %d %s, at least %d were to be", what, got, unit, want))
		}
	}
	less("cores that work at once", int64(c.Cores), claimed*int64(r.Cores)/100, "thousandths")
	less("one core", c.Speed, r.Speed*part/1000, "MiB/s")
	if p.Disk > 0 {
		less("the disk", c.DiskSpeed, r.DiskSpeed, "MiB/s")
	}
	if p.Transfer > 0 {
		less("the network, to it", c.Up, r.Transfer, "KiB/s")
		less("the network, from it", c.Down, r.Transfer, "KiB/s")
	}
	for _, t := range []*evidence.TableFound{&c.Alone, &c.All} {
		less("time left as blocks were opened", t.OpenLimit-t.OpenMillis, 0, "ms")
	}
	return errors.Join(errs...)
}

func within(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}

// speed is units in a time, a second.
func speed(units int64, took time.Duration) int64 {
	return int64(float64(units) / max(took, time.Millisecond).Seconds())
}

// rate is how many bytes of a table were made in a second.
func rate(t *evidence.TableFound) float64 {
	return float64(t.Bytes()) / (float64(max(t.FillMillis, 1)) / 1000)
}

// table is one with a fresh seed.
func (m *Measurer) table(node eth.Address, at time.Time, lanes int, bytes int64) (t evidence.TableFound) {
	rand.Read(t.Nonce[:])
	t.Params = capacity.Fit(capacity.Seed(t.Nonce, node, m.Verifier, at), lanes, bytes)
	return t
}

// fill has a table made, and takes the time.
func (m *Measurer) fill(ctx context.Context, s Service, id string, t *evidence.TableFound, disk bool, trip time.Duration) error {
	began := m.now()
	made := began
	err := s.lines(ctx, "/tables/"+id, capacity.Ask{Params: t.Params, Disk: disk}, func(l capacity.Line) (done bool) {
		if !l.Root.IsZero() && t.Root.IsZero() {
			t.Root, made = l.Root, m.now()
		}
		return !t.Root.IsZero() && (l.Kept || !disk)
	})
	if err != nil {
		return err
	}
	t.FillMillis = max((made.Sub(began) - trip).Milliseconds(), 1)
	if disk {
		t.KeepMillis = m.now().Sub(made).Milliseconds()
	}
	return nil
}

// copy has a table on the disk written once more.
func (m *Measurer) copy(ctx context.Context, s Service, id string) (time.Duration, error) {
	began := m.now()
	err := s.lines(ctx, "/tables/"+id+"/copy", nil, func(l capacity.Line) bool { return l.Kept })
	return m.now().Sub(began), err
}

// openAtLeast and openAtMost bound the time in which blocks are to be opened: enough to read them, too little to make the
// table once more.
const openAtLeast, openAtMost = 500 * time.Millisecond, 5 * time.Second

// open has samples opened, which nobody could know before the root, and checks them.
func (m *Measurer) open(ctx context.Context, s Service, id string, t *evidence.TableFound, n int, trip time.Duration) error {
	rand.Read(t.Samples[:])
	t.Count = n
	t.OpenLimit = (max(openAtLeast, min(openAtMost, time.Duration(t.FillMillis)*time.Millisecond/2)) + 4*trip).Milliseconds()
	samples := capacity.Samples(t.Params, t.Root, t.Samples, n)
	began := m.now()
	if err := s.ask(ctx, http.MethodPost, "/tables/"+id+"/open", capacity.OpenAsk{Samples: samples}, &t.Proof); err != nil {
		return err
	}
	t.OpenMillis = m.now().Sub(began).Milliseconds()
	return capacity.Verify(t.Params, t.Root, samples, t.Proof)
}

// roundTrip is the middle one of some empty requests' times.
func (m *Measurer) roundTrip(ctx context.Context, s Service) (time.Duration, error) {
	var all []time.Duration
	for range 5 {
		began := m.now()
		if err := s.ask(ctx, http.MethodGet, "/healthz", nil, nil); err != nil {
			return 0, err
		}
		all = append(all, m.now().Sub(began))
	}
	slices.Sort(all)
	return all[len(all)/2], nil
}

// send sends bytes and has their digest back.
func (m *Measurer) send(ctx context.Context, s Service, n int64) (time.Duration, error) {
	var key, got eth.Hash
	rand.Read(key[:])
	h := sha256.New()
	h.Write(key[:])
	began := m.now()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.URL+"/bytes?key="+key.String(), io.TeeReader(io.LimitReader(capacity.Noise(key), n), h))
	if err != nil {
		return 0, err
	}
	req.ContentLength = n
	err = s.do(req, maxLine, func(b []byte) error { return json.Unmarshal(b, &got) })
	if err == nil && got != eth.Hash(h.Sum(nil)) {
		err = errors.New("it has not got what was sent")
	}
	return m.now().Sub(began), err
}

// get gets bytes and compares them.
func (m *Measurer) get(ctx context.Context, s Service, n int64) (time.Duration, error) {
	var key eth.Hash
	rand.Read(key[:])
	began := m.now()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL+"/bytes?key="+key.String()+"&bytes="+strconv.FormatInt(n, 10), nil)
	if err != nil {
		return 0, err
	}
	res, err := s.HTTP.Do(req)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	got, want := sha256.New(), sha256.New()
	count, err := io.Copy(got, io.LimitReader(res.Body, n))
	took := m.now().Sub(began)
	if err != nil {
		return took, err
	}
	if _, err := io.CopyN(want, capacity.Noise(key), n); err != nil {
		return took, err
	}
	if count != n || !bytes.Equal(got.Sum(nil), want.Sum(nil)) {
		return took, errors.New("it has not sent what was asked for")
	}
	return took, nil
}

// Bounds of a prover's answers.
const (
	maxLine   = 4 << 10
	maxLines  = 1 << 20 // bytes
	maxAnswer = 2 << 20
)

func (s Service) drop(ctx context.Context, id string) error {
	return s.ask(ctx, http.MethodDelete, "/tables/"+id, nil, nil)
}

func (s Service) ask(ctx context.Context, method, path string, body, into any) error {
	req, err := talk.Request(ctx, method, s.URL+path, body)
	if err != nil {
		return err
	}
	return s.do(req, maxAnswer, func(b []byte) error {
		if into == nil {
			return nil
		}
		return json.Unmarshal(b, into)
	})
}

func (s Service) do(req *http.Request, most int64, use func([]byte) error) error {
	status, b, err := talk.Do(s.HTTP, req, most)
	if err == nil && status/100 != 2 {
		err = fmt.Errorf("%s: status %d: %s", req.URL.Path, status, clip.Dots(string(b), 200))
	}
	if err != nil {
		return err
	}
	return use(b)
}

// lines asks for what is answered line by line, until use says that it is done.
func (s Service) lines(ctx context.Context, path string, body any, use func(capacity.Line) (done bool)) error {
	req, err := talk.Request(ctx, http.MethodPost, s.URL+path, body)
	if err != nil {
		return err
	}
	res, err := s.HTTP.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		b, _ := io.ReadAll(io.LimitReader(res.Body, 200)) // what there is of it
		return fmt.Errorf("%s: status %d: %s", path, res.StatusCode, clip.Dots(string(b), 200))
	}
	scan := bufio.NewScanner(io.LimitReader(res.Body, maxLines))
	scan.Buffer(nil, maxLine)
	for scan.Scan() {
		var l capacity.Line
		if err := json.Unmarshal(scan.Bytes(), &l); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if l.Error != "" {
			return fmt.Errorf("it says: %s", clip.Dots(l.Error, 200))
		}
		if use(l) {
			return nil
		}
	}
	err = scan.Err()
	if errors.Is(err, bufio.ErrTooLong) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return err
	}
	// What gets less memory than was sold is killed while it works: nothing else comes of it than that its answer ends.
	return fmt.Errorf("the prover's answer ends before it is done, as one's does that is killed: %w", cmp.Or(err, io.ErrUnexpectedEOF))
}
