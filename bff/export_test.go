package bff

import "net"

// Addr is where the site is served.
func (s *Server) Addr() net.Addr { return s.listener.Addr() }
