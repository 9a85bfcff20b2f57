// Command outside plays the rest of the world for the cluster's pods, in a network namespace where every address is
// local. Whatever address a pod tries, public, private or the metadata service's, it answers there: a connection that
// fails was stopped by a policy, and not by there being nobody. It is a name server too, with one answer for all names.
package main

import (
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"time"

	"golang.org/x/net/dns/dnsmessage"
	"golang.org/x/net/ipv4"
)

// ports are those that somebody who looks around would try first, and those of mail and shares.
var ports = []string{"22", "25", "80", "443", "445", "587", "2379", "6443", "8080", "10250"}

// everybody is the address that every name has.
var everybody = [4]byte{1, 2, 3, 4}

func main() {
	failed := make(chan error)
	for _, port := range ports {
		server := &http.Server{Addr: "0.0.0.0:" + port, Handler: http.HandlerFunc(answer), ReadHeaderTimeout: 5 * time.Second}
		go func() { failed <- server.ListenAndServe() }()
	}
	go func() { failed <- names() }()
	log.Fatal(<-failed)
}

func answer(w http.ResponseWriter, r *http.Request) {
	here := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	n, _ := io.Copy(io.Discard, r.Body) // however much is sent
	log.Printf("%s to %s %.100q, %d bytes", r.RemoteAddr, here, r.URL.Path, n)
	fmt.Fprintf(w, "outside %s\n", here)
}

// names answers questions for names, from the address that was asked.
func names() error {
	conn, err := net.ListenPacket("udp4", "0.0.0.0:53")
	if err != nil {
		return err
	}
	packets := ipv4.NewPacketConn(conn)
	if err := packets.SetControlMessage(ipv4.FlagDst, true); err != nil {
		return err
	}
	buf := make([]byte, 1500)
	for {
		n, control, from, err := packets.ReadFrom(buf)
		if err != nil {
			return err
		}
		var m dnsmessage.Message
		if m.Unpack(buf[:n]) != nil || m.Response || len(m.Questions) == 0 || control == nil {
			continue
		}
		m.Response, m.RecursionAvailable, m.Additionals = true, true, nil
		if q := m.Questions[0]; q.Type == dnsmessage.TypeA {
			m.Answers = []dnsmessage.Resource{{
				Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class, TTL: 5}, Body: &dnsmessage.AResource{A: everybody},
			}}
		}
		raw, err := m.Pack()
		if err != nil {
			continue
		}
		if _, err := packets.WriteTo(raw, &ipv4.ControlMessage{Src: control.Dst}, from); err != nil {
			log.Print(err)
		}
	}
}
