package local

import (
	"cmp"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

const (
	maxNote  = 8000 // bytes
	maxNotes = 500
)

// note is one note in notes.json.
type note struct {
	ID   string    `json:"id"`
	Text string    `json:"text"`
	At   time.Time `json:"at"`
}

// notebook is berth/notes: notes in one file on the order's disk, written whole and renamed into place. TITLE is its
// headline.
type notebook struct {
	settings settings
	path     string

	mu   sync.Mutex
	all  []note // newest first
	size int64
}

func notes(s settings) (http.Handler, error) {
	if s.Disk == "" {
		return nil, errors.New("it needs a disk to keep notes on")
	}
	n := &notebook{settings: s, path: filepath.Join(s.Disk, "notes.json")}
	raw, err := os.ReadFile(n.path)
	if err == nil {
		err = json.Unmarshal(raw, &n.all)
	}
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	n.size = int64(len(raw))
	mux := http.NewServeMux()
	mux.Handle("GET /page.css", asset("page.css"))
	mux.HandleFunc("GET /{$}", n.list)
	mux.HandleFunc("POST /notes", n.create)
	mux.HandleFunc("POST /notes/{id}/delete", n.remove)
	// Form posts from other sites are refused (Sec-Fetch-Site, Origin).
	return http.NewCrossOriginProtection().Handler(mux), nil
}

func (n *notebook) list(w http.ResponseWriter, _ *http.Request) { n.show(w, 200, "") }

func (n *notebook) show(w http.ResponseWriter, status int, failure string) {
	n.mu.Lock()
	all, size := slices.Clone(n.all), n.size
	n.mu.Unlock()
	show(w, status, "notes.html", map[string]any{
		"S": n.settings, "Title": cmp.Or(n.settings.Env["TITLE"], "Notes"), "Notes": all, "Error": failure,
		"Used": fmt.Sprintf("%.1f KiB", float64(size)/1024), "Disk": mib(n.settings.DiskBytes),
	})
}

func (n *notebook) create(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 4*maxNote)
	text := strings.TrimSpace(strings.ToValidUTF8(r.PostFormValue("text"), "\uFFFD"))
	if text == "" || len(text) > maxNote {
		n.show(w, 422, fmt.Sprintf("A note has 1 to %d bytes. 笔记需要 1 到 %d 字节。", maxNote, maxNote))
		return
	}
	err := n.change(func(all []note) []note {
		return append([]note{{ID: rand.Text(), Text: text, At: time.Now().UTC().Truncate(time.Second)}}, all...)
	})
	if err != nil {
		log.Printf("keep note: %v", err)
		n.show(w, 507, "There is no room for another note; delete some. 空间已满，请先删除一些笔记。")
		return
	}
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

func (n *notebook) remove(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	err := n.change(func(all []note) []note {
		return slices.DeleteFunc(slices.Clone(all), func(x note) bool { return x.ID == id })
	})
	if err != nil {
		log.Printf("delete note: %v", err)
		n.show(w, 500, "It could not be deleted. 无法删除。")
		return
	}
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// change writes the changed notes, and keeps them only once they are on the disk.
func (n *notebook) change(f func([]note) []note) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	all := f(n.all)
	if len(all) > maxNotes && len(all) > len(n.all) {
		return fmt.Errorf("more than %d notes", maxNotes)
	}
	raw, err := json.Marshal(all)
	if err != nil {
		return err
	}
	if n.settings.DiskBytes > 0 && int64(len(raw)) > n.settings.DiskBytes {
		return fmt.Errorf("%d bytes do not fit into %d", len(raw), n.settings.DiskBytes)
	}
	if err := write(n.path, raw); err != nil {
		return err
	}
	n.all, n.size = all, int64(len(raw))
	return nil
}

// write replaces a file as a whole: after a crash it is the old one or the new one.
func write(path string, raw []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(raw)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
