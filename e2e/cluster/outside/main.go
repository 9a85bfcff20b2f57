// Command outside plays the rest of the world for the cluster's pods, in a network namespace where every address is
// local. Whatever address a pod tries, public, private or the metadata service's, it answers there: a connection that
// fails was stopped by a policy, and not by there being nobody.
package main

import (
	"fmt"
	"log"
	"net"
	"net/http"
	"time"
)

// ports are those that somebody who looks around would try first.
var ports = []string{"22", "53", "80", "443", "2379", "6443", "8080", "10250"}

func main() {
	failed := make(chan error)
	for _, port := range ports {
		server := &http.Server{Addr: "0.0.0.0:" + port, Handler: http.HandlerFunc(answer), ReadHeaderTimeout: 5 * time.Second}
		go func() { failed <- server.ListenAndServe() }()
	}
	log.Fatal(<-failed)
}

func answer(w http.ResponseWriter, r *http.Request) {
	here := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	log.Printf("%s to %s %.100q", r.RemoteAddr, here, r.URL.Path)
	fmt.Fprintf(w, "outside %s\n", here)
}
