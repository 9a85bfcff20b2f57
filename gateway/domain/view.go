package domain

import (
	"time"

	"berth/shared/wire"
)

// view is a host as its user sees it.
func (n *Names) view(x *name, c *claim) wire.Domain {
	f := &x.last
	d := wire.Domain{
		Host: c.Host, Service: c.Service, State: c.State, Leads: f.leads(n.site, c.Host, c.Order, c.Service), CheckedAt: f.at.UTC(), NextCheck: x.next.UTC(),
		Proof: wire.DomainRecord{Type: "TXT", Name: ProofPrefix + c.Host, Wanted: n.site.proof(c.Order), Found: shown(f.texts)},
	}
	d.Proof.OK = f.proves(d.Proof.Wanted)
	if f.at.IsZero() {
		d.CheckedAt = time.Time{}
	}
	if n.cfg.Certificates != nil && x.holder == c {
		d.CertUntil = n.cfg.Certificates.Until(c.Host).UTC()
		if d.CertUntil.Unix() <= 0 {
			d.CertUntil = time.Time{}
		}
	}
	if c.State == wire.DomainReady {
		d.URL = n.site.url(c.Host)
	}
	d.Error = n.amiss(x, c)
	return d
}

// amiss is what is wrong with a host beyond what is missing, in plain English.
func (n *Names) amiss(x *name, c *claim) string {
	f := &x.last
	_, why, err := f.here(n.site)
	switch {
	case c.over:
		return "the order has ended"
	case f.at.IsZero():
		return ""
	case !f.knowsProof():
		return "its proof: " + f.proofErr.Error()
	case c.proven && x.holder != c:
		return "another order of this node holds this name, and its record is there, too; remove that one"
	case !c.Bare.IsZero():
		return "the record that proves it is gone; it is served until " + c.Bare.Add(Grace).UTC().Format("2006-01-02 15:04 MST")
	case err != nil:
		return err.Error()
	case why != "":
		return why
	case !c.Astray.IsZero():
		return "it does not lead here any more; it is served until " + c.Astray.Add(Grace).UTC().Format("2006-01-02 15:04 MST")
	case x.holder == c && c.State == wire.DomainCertificate:
		return x.cert.err
	}
	return ""
}
