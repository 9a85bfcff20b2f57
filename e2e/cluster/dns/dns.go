// Package dns is the cluster's name server, as small as a test needs it: addresses of services, of headless services'
// pods too, by the names <service>.<namespace>.svc.cluster.local. Every other name is asked of a server outside.
package dns

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"strings"
	"time"

	"golang.org/x/net/dns/dnsmessage"
	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
)

const (
	zone    = "svc.cluster.local."
	ttl     = 5 // seconds
	longest = 4096
	wait    = 2 * time.Second
)

// lookup gives the addresses of a service; known is false if there is none.
type lookup func(namespace, service string) (addresses []netip.Addr, known bool)

// Server answers questions over UDP and TCP.
type Server struct {
	upstream string
	lookup   lookup
	log      *slog.Logger
}

// Run serves on an address such as ":53" until ctx ends.
func Run(ctx context.Context, client kubernetes.Interface, listen, upstream string, log *slog.Logger) error {
	factory := informers.NewSharedInformerFactory(client, 0)
	services, slices := factory.Core().V1().Services().Lister(), factory.Discovery().V1().EndpointSlices().Lister()
	factory.Start(ctx.Done())
	factory.WaitForCacheSync(ctx.Done())
	s := &Server{upstream: upstream, log: log, lookup: func(namespace, name string) (all []netip.Addr, known bool) {
		svc, err := services.Services(namespace).Get(name)
		if err != nil {
			return nil, false
		}
		if svc.Spec.ClusterIP != corev1.ClusterIPNone {
			if a, err := netip.ParseAddr(svc.Spec.ClusterIP); err == nil {
				all = append(all, a)
			}
			return all, true
		}
		parts, err := slices.EndpointSlices(namespace).List(labels.SelectorFromSet(labels.Set{discoveryv1.LabelServiceName: name}))
		for _, p := range parts {
			for _, e := range p.Endpoints {
				if a, bad := netip.ParseAddr(e.Addresses[0]); bad == nil && (e.Conditions.Ready == nil || *e.Conditions.Ready) {
					all = append(all, a)
				}
			}
		}
		return all, err == nil
	}}
	udp, err := net.ListenPacket("udp", listen)
	if err != nil {
		return err
	}
	tcp, err := net.Listen("tcp", listen)
	if err != nil {
		udp.Close()
		return err
	}
	stop := context.AfterFunc(ctx, func() { udp.Close(); tcp.Close() })
	defer stop()
	failed := make(chan error, 2)
	go func() { failed <- s.packets(udp) }()
	go func() { failed <- s.streams(tcp) }()
	err = <-failed
	if ctx.Err() != nil {
		return nil
	}
	return err
}

func (s *Server) packets(conn net.PacketConn) error {
	buf := make([]byte, longest)
	for {
		n, from, err := conn.ReadFrom(buf)
		if err != nil {
			return err
		}
		question := append([]byte(nil), buf[:n]...)
		go func() {
			if a := s.answer("udp", question); a != nil {
				conn.WriteTo(a, from)
			}
		}()
	}
}

func (s *Server) streams(ln net.Listener) error {
	for {
		conn, err := ln.Accept()
		if err != nil {
			return err
		}
		go func() {
			defer conn.Close()
			conn.SetDeadline(time.Now().Add(4 * wait))
			for {
				question, err := readFrame(conn)
				if err != nil {
					return
				}
				a := s.answer("tcp", question)
				if a == nil || writeFrame(conn, a) != nil {
					return
				}
			}
		}()
	}
}

// answer gives the answer to a message, or nil to what is none.
func (s *Server) answer(network string, question []byte) []byte {
	var p dnsmessage.Parser
	header, err := p.Start(question)
	if err != nil || header.Response {
		return nil
	}
	q, err := p.Question()
	if err != nil {
		return reply(header, nil, dnsmessage.RCodeFormatError, nil)
	}
	name := strings.ToLower(q.Name.String())
	inside, ours := strings.CutSuffix(name, "."+zone)
	if !ours && !strings.HasSuffix(name, ".cluster.local.") {
		a, err := s.forward(network, question)
		if err != nil {
			s.log.Warn("outside", "name", name, "err", err)
			return reply(header, &q, dnsmessage.RCodeServerFailure, nil)
		}
		return a
	}
	service, namespace, two := strings.Cut(inside, ".")
	if !ours || !two || strings.Contains(namespace, ".") {
		return reply(header, &q, dnsmessage.RCodeNameError, nil)
	}
	addresses, known := s.lookup(namespace, service)
	switch {
	case !known:
		return reply(header, &q, dnsmessage.RCodeNameError, nil)
	case q.Type != dnsmessage.TypeA:
		return reply(header, &q, dnsmessage.RCodeSuccess, nil)
	}
	return reply(header, &q, dnsmessage.RCodeSuccess, addresses)
}

func reply(to dnsmessage.Header, q *dnsmessage.Question, code dnsmessage.RCode, addresses []netip.Addr) []byte {
	m := dnsmessage.Message{Header: dnsmessage.Header{
		ID: to.ID, Response: true, OpCode: to.OpCode, Authoritative: true, RecursionDesired: to.RecursionDesired, RecursionAvailable: true, RCode: code,
	}}
	if q != nil {
		m.Questions = []dnsmessage.Question{*q}
	}
	for _, a := range addresses {
		if a.Is4() {
			m.Answers = append(m.Answers, dnsmessage.Resource{
				Header: dnsmessage.ResourceHeader{Name: q.Name, Type: dnsmessage.TypeA, Class: dnsmessage.ClassINET, TTL: ttl},
				Body:   &dnsmessage.AResource{A: a.As4()},
			})
		}
	}
	raw, err := m.Pack()
	if err != nil {
		return nil
	}
	return raw
}

// forward asks the server outside, in the way in which we were asked.
func (s *Server) forward(network string, question []byte) ([]byte, error) {
	conn, err := net.DialTimeout(network, s.upstream, wait)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(wait))
	if network == "tcp" {
		if err := writeFrame(conn, question); err != nil {
			return nil, err
		}
		return readFrame(conn)
	}
	if _, err := conn.Write(question); err != nil {
		return nil, err
	}
	buf := make([]byte, longest)
	n, err := conn.Read(buf)
	return buf[:n], err
}

func readFrame(r io.Reader) ([]byte, error) {
	var size [2]byte
	if _, err := io.ReadFull(r, size[:]); err != nil {
		return nil, err
	}
	raw := make([]byte, binary.BigEndian.Uint16(size[:]))
	_, err := io.ReadFull(r, raw)
	return raw, err
}

func writeFrame(w io.Writer, raw []byte) error {
	if len(raw) > 1<<16-1 {
		return fmt.Errorf("%d bytes are too many for a message", len(raw))
	}
	_, err := w.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(raw))), raw...))
	return err
}
