package answer

import (
	"net/http"
	"slices"
	"strings"

	"berth/shared/problem"
)

// Rest has a mux answer what its routes, each as "GET /path/{name}", leave over: 405 with Allow for a method that a path is not
// served by (RFC 9110, 15.5.6), 204 with Allow for OPTIONS (9.3.7), 404 for a path that is none. spec is where the routes are listed.
func Rest(mux *http.ServeMux, routes []string, spec string, fail func(http.ResponseWriter, *http.Request, error)) {
	methods := map[string][]string{}
	for _, r := range routes {
		method, path, _ := strings.Cut(r, " ")
		methods[path] = append(methods[path], method)
		if method == http.MethodGet {
			methods[path] = append(methods[path], http.MethodHead) // which http.ServeMux serves by GET
		}
	}
	for path, all := range methods {
		slices.Sort(all)
		allow := strings.Join(append(slices.Clone(all), http.MethodOptions), ", ")
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Allow", allow)
			if r.Method == http.MethodOptions {
				w.WriteHeader(http.StatusNoContent)
				return
			}
			fail(w, r, problem.Method(all))
		})
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { fail(w, r, Nothing(r, spec)) })
}

// Nothing is the problem of a request for what is not there.
func Nothing(r *http.Request, spec string) *problem.Problem {
	return problem.New(404, problem.NotFound, "there is nothing at %.100s %.200s", r.Method, r.URL.Path).Remedy("GET %s lists what there is", spec)
}
