package capacity

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"berth/shared/eth"
)

// Bounds of what a prover is asked.
const (
	maxTables   = 4
	MaxTransfer = 1 << 30 // bytes, in either direction
	maxAsk      = 64 << 10
	beat        = time.Second // between two lines of a table that is being made
)

// Ask is POST /tables/{id}, of which the answer is a Line at a time: one a second, and one for each thing that is done. With
// Disk the table is moved to the disk once it is made.
type Ask struct {
	Params
	Disk bool `json:"disk,omitempty"`
}

// Line is one of an answer. The times are the asker's to take.
type Line struct {
	Root  eth.Hash `json:"root,omitzero"`   // it is made, and this is what it comes to
	Kept  bool     `json:"kept,omitempty"`  // it is on the disk, all of it
	Error string   `json:"error,omitempty"` // the last line: it cannot be done
}

// OpenAsk is POST /tables/{id}/open → a list of Opening.
type OpenAsk struct {
	Samples []int `json:"samples"`
}

// Prover is what runs on the machine that is measured: it makes tables, opens them, and sends and takes bytes. It believes
// whoever reaches it, and is to be run as a private service of who measures.
type Prover struct {
	dir string // for tables on disk; empty: there are none
	mux *http.ServeMux

	mu     sync.Mutex
	tables map[string]*seat
}

// seat is a table's place; made is closed when it is there, or never will be.
type seat struct {
	cancel context.CancelFunc
	made   chan struct{}
	busy   sync.Mutex // held by who reads or moves it
	table  *Table     // nil: it was not made
	copies int
}

// NewProver makes a prover that keeps tables of the disk in a folder.
func NewProver(dir string) *Prover {
	p := &Prover{dir: dir, mux: http.NewServeMux(), tables: map[string]*seat{}}
	p.mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("ok\n")) })
	p.mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Write([]byte("berth: a platform measures this node here\n"))
	})
	p.mux.HandleFunc("POST /tables/{id}", p.fill)
	p.mux.HandleFunc("POST /tables/{id}/copy", p.copy)
	p.mux.HandleFunc("POST /tables/{id}/open", p.open)
	p.mux.HandleFunc("DELETE /tables/{id}", p.drop)
	p.mux.HandleFunc("POST /bytes", take)
	p.mux.HandleFunc("GET /bytes", give)
	return p
}

// ServeHTTP implements http.Handler.
func (p *Prover) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	p.mux.ServeHTTP(w, r)
}

// Close lets go of all tables.
func (p *Prover) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for id, s := range p.tables {
		s.end()
		delete(p.tables, id)
	}
}

func (s *seat) end() {
	s.cancel()
	<-s.made
	s.busy.Lock()
	defer s.busy.Unlock()
	if s.table != nil {
		_ = s.table.Close() // the folder goes with the order
	}
}

func (p *Prover) fill(w http.ResponseWriter, r *http.Request) {
	var ask Ask
	if !readJSON(w, r, &ask) {
		return
	}
	if err := ask.Validate(); err != nil {
		http.Error(w, err.Error(), http.StatusUnprocessableEntity)
		return
	}
	if ask.Disk && p.dir == "" {
		http.Error(w, "there is no disk", http.StatusUnprocessableEntity)
		return
	}
	id := r.PathValue("id")
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	s := &seat{cancel: cancel, made: make(chan struct{})}
	p.mu.Lock()
	if p.tables[id] != nil || len(p.tables) >= maxTables || len(id) > 40 || filepath.Base(id) != id {
		p.mu.Unlock()
		http.Error(w, "there are that table, or too many", http.StatusConflict)
		return
	}
	p.tables[id] = s
	p.mu.Unlock()
	out := newLines(w)
	stop := out.beats()
	t, err := Fill(ctx, ask.Params)
	s.table = t
	close(s.made)
	if err == nil {
		out.say(Line{Root: t.Root()})
		if ask.Disk {
			s.busy.Lock()
			err = t.Spill(ctx, p.path(id, 0))
			s.busy.Unlock()
			if err == nil {
				out.say(Line{Kept: true})
			}
		}
	}
	stop()
	if err != nil {
		out.say(Line{Error: err.Error()})
		p.forget(id)
	}
}

func (p *Prover) path(id string, n int) string {
	return filepath.Join(p.dir, "table-"+id+"-"+strconv.Itoa(n))
}

// copy has a table on disk written once more.
func (p *Prover) copy(w http.ResponseWriter, r *http.Request) {
	s := p.seat(w, r)
	if s == nil {
		return
	}
	s.busy.Lock()
	defer s.busy.Unlock()
	out := newLines(w)
	stop := out.beats()
	s.copies++
	err := s.table.Copy(r.Context(), p.path(r.PathValue("id"), s.copies))
	stop()
	if err != nil {
		out.say(Line{Error: err.Error()})
		return
	}
	out.say(Line{Kept: true})
}

func (p *Prover) open(w http.ResponseWriter, r *http.Request) {
	var ask OpenAsk
	if !readJSON(w, r, &ask) {
		return
	}
	s := p.seat(w, r)
	if s == nil {
		return
	}
	s.busy.Lock()
	defer s.busy.Unlock()
	list, err := s.table.Open(ask.Samples)
	if err != nil {
		http.Error(w, err.Error(), http.StatusUnprocessableEntity)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(list) // who asked has gone
}

// seat is a table that is made; nil: it has answered.
func (p *Prover) seat(w http.ResponseWriter, r *http.Request) *seat {
	p.mu.Lock()
	s := p.tables[r.PathValue("id")]
	p.mu.Unlock()
	if s != nil {
		select {
		case <-s.made:
			if s.table != nil {
				return s
			}
		default:
		}
	}
	http.Error(w, "no such table is made", http.StatusNotFound)
	return nil
}

func (p *Prover) drop(w http.ResponseWriter, r *http.Request) {
	p.forget(r.PathValue("id"))
	w.WriteHeader(http.StatusNoContent)
}

func (p *Prover) forget(id string) {
	p.mu.Lock()
	s := p.tables[id]
	delete(p.tables, id)
	p.mu.Unlock()
	if s != nil {
		s.end()
	}
}

// take counts and digests what is sent: SHA-256 of the key and the bytes, which only who got all of them can say.
func take(w http.ResponseWriter, r *http.Request) {
	key, err := eth.ParseHash(r.URL.Query().Get("key"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusUnprocessableEntity)
		return
	}
	h := sha256.New()
	h.Write(key[:])
	if _, err := io.Copy(h, http.MaxBytesReader(w, r.Body, MaxTransfer)); err != nil {
		var tooMuch *http.MaxBytesError
		if errors.As(err, &tooMuch) {
			http.Error(w, "too much", http.StatusRequestEntityTooLarge)
		}
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(eth.Hash(h.Sum(nil))) // who asked has gone
}

// give sends Noise.
func give(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	key, err := eth.ParseHash(q.Get("key"))
	n, nerr := strconv.ParseInt(q.Get("bytes"), 10, 64)
	if err != nil || nerr != nil || n < 0 || n > MaxTransfer {
		http.Error(w, "key: 0x and 64 hex digits; bytes: a number", http.StatusUnprocessableEntity)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Length", strconv.FormatInt(n, 10))
	_, _ = io.CopyN(w, Noise(key), n) // who asked has gone
}

// Noise are bytes without end that follow from a key and that nothing makes shorter.
func Noise(key eth.Hash) io.Reader {
	b, err := aes.NewCipher(key[:])
	if err != nil {
		panic("capacity: " + err.Error()) // 32 bytes are a key
	}
	return &cipher.StreamReader{S: cipher.NewCTR(b, make([]byte, aes.BlockSize)), R: zeros{}}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

func readJSON(w http.ResponseWriter, r *http.Request, into any) bool {
	err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxAsk)).Decode(into)
	if err != nil {
		http.Error(w, "a JSON body", http.StatusBadRequest)
	}
	return err == nil
}

// lines writes an answer line by line. It is safe for concurrent use.
type lines struct {
	mu  sync.Mutex
	enc *json.Encoder
	out *http.ResponseController
}

func newLines(w http.ResponseWriter) *lines {
	w.Header().Set("Content-Type", "application/x-ndjson")
	l := &lines{enc: json.NewEncoder(w), out: http.NewResponseController(w)}
	l.say(Line{})
	return l
}

func (l *lines) say(x Line) {
	l.mu.Lock()
	defer l.mu.Unlock()
	// Who has gone cannot be told, and ends the request's context.
	_ = l.enc.Encode(x)
	_ = l.out.Flush()
}

// beats says that the work goes on, until stop.
func (l *lines) beats() (stop func()) {
	end, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		t := time.NewTicker(beat)
		defer t.Stop()
		for {
			select {
			case <-end:
				return
			case <-t.C:
				l.say(Line{})
			}
		}
	}()
	return func() { close(end); <-done }
}
