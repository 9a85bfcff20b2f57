package local

import (
	"cmp"
	"net/http"
	"os"
	"path"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// served is the folder whose files berth/hello serves as they are.
const served = "/srv/"

// hello is berth/hello: one page that shows where it runs, and the files that were put below /srv. GREETING is its headline.
func hello(s settings) (http.Handler, error) {
	began := time.Now()
	machine, _ := os.Hostname()
	var requests atomic.Uint64
	mux := http.NewServeMux()
	mux.Handle("GET /page.css", asset("page.css"))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("ok\n")) })
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		show(w, 200, "hello.html", map[string]any{
			"S": s, "Greeting": cmp.Or(s.Env["GREETING"], "Hello from your berth"), "Host": r.Host, "Machine": machine, "PID": os.Getpid(),
			"Uptime": time.Since(began).Round(time.Second), "Requests": requests.Add(1), "Procs": runtime.GOMAXPROCS(0),
			"Memory": mib(debug.SetMemoryLimit(-1)),
		})
	})
	mux.HandleFunc("GET /{name...}", func(w http.ResponseWriter, r *http.Request) {
		text, ok := s.Files[served+r.PathValue("name")]
		if !ok {
			http.NotFound(w, r)
			return
		}
		http.ServeContent(w, r, path.Base(r.PathValue("name")), began, strings.NewReader(text))
	})
	return mux, nil
}

func mib(bytes int64) string { return strconv.FormatInt(bytes>>20, 10) + " MiB" }
