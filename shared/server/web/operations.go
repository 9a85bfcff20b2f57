package web

import (
	"fmt"
	"net/http"
)

// Operations is what operators watch a server by: /livez, /readyz and /metrics. ready is nil once the server serves, and
// then /readyz answers with word.
func Operations(ready func() error, word string, metrics http.Handler) *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /livez", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if err := ready(); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, word)
	})
	mux.Handle("GET /metrics", metrics)
	return mux
}
