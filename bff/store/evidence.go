package store

import (
	"context"
	"errors"
	"slices"

	"berth/bff/dossier"
	"berth/bff/store/documents"
	"berth/shared/eth"
	"berth/shared/wire"
)

// Checks are what was found out about nodes.
type Checks struct{ *database }

// evidenceList is what there is of a node's evidence, the newest last. Since only an _id has an index, it stands for one; and
// pages of it are had without the documents, which may be long.
type evidenceList struct {
	All []wire.EvidenceBrief `json:"all"`
}

// AddEvidence keeps a check that was done; one that is there already stays as it is. Of a node the oldest of the check that has
// most gives way to one too many, so that what is seldom done is not pushed out by what is done often.
func (s Checks) AddEvidence(ctx context.Context, e wire.EvidenceDocument) error {
	d, err := documents.BodyOf(e.ID, e)
	if err != nil {
		return err
	}
	if err := s.docs.Add(ctx, evidence, []any{d}); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	list, err := documents.GetBody[evidenceList](ctx, s.docs, evidenceOf, e.Node.String())
	if err != nil && !errors.Is(err, ErrNone) {
		return err
	}
	if slices.ContainsFunc(list.All, func(b wire.EvidenceBrief) bool { return b.ID == e.ID }) {
		return nil
	}
	list.All = append(list.All, wire.EvidenceBrief{ID: e.ID, Verifier: e.Verifier, Check: e.Check, At: e.At, Passed: e.Passed, Bytes: len(d.Body)})
	for len(list.All) > mostEvidence {
		i := leaves(list.All)
		if _, err := s.docs.Remove(ctx, evidence, list.All[i].ID); err != nil {
			return err
		}
		list.All = slices.Delete(list.All, i, i+1)
	}
	return documents.PutBody(ctx, s.docs, evidenceOf, e.Node.String(), list)
}

// leaves is the place of what gives way.
func leaves(all []wire.EvidenceBrief) int {
	count := map[string]int{}
	for _, b := range all {
		count[b.Check]++
	}
	most := 0
	for _, n := range count {
		most = max(most, n)
	}
	return slices.IndexFunc(all, func(b wire.EvidenceBrief) bool { return count[b.Check] == most })
}

// Evidence is a check that was done; ErrNone: it is not known, or has given way.
func (s Checks) Evidence(ctx context.Context, id string) (wire.EvidenceDocument, error) {
	return documents.GetBody[wire.EvidenceDocument](ctx, s.docs, evidence, id)
}

// EvidenceOf is a page of a node's evidence, the newest first, and how much there is; before is the last ID of the page in front,
// or empty.
func (s Checks) EvidenceOf(ctx context.Context, node eth.Address, before string, limit int) (page wire.Page[wire.EvidenceBrief], err error) {
	list, err := documents.GetBody[evidenceList](ctx, s.docs, evidenceOf, node.String())
	if err != nil && !errors.Is(err, ErrNone) {
		return page, err
	}
	page.Total, page.Items = len(list.All), []wire.EvidenceBrief{}
	all := list.All
	if before != "" {
		all = all[:max(0, slices.IndexFunc(all, func(b wire.EvidenceBrief) bool { return b.ID == before }))]
	}
	for _, b := range slices.Backward(all) {
		if len(page.Items) == limit {
			page.Next = page.Items[limit-1].ID
			break
		}
		page.Items = append(page.Items, b)
	}
	return page, nil
}

// PutIncidents writes when a node did not answer.
func (s Checks) PutIncidents(ctx context.Context, all []dossier.Incidents) error {
	return documents.PutMany(ctx, s.docs, incidents, all, func(i dossier.Incidents) string { return i.Node.String() })
}

// Incidents is when a node did not answer.
func (s Checks) Incidents(ctx context.Context, node eth.Address) ([]wire.Absence, error) {
	i, err := documents.GetBody[dossier.Incidents](ctx, s.docs, incidents, node.String())
	if errors.Is(err, ErrNone) {
		return nil, nil
	}
	return i.All, err
}

// PutCertificates writes what is found out about nodes.
func (s Checks) PutCertificates(ctx context.Context, all []dossier.Certificate) error {
	return documents.PutMany(ctx, s.docs, certificates, all, func(c dossier.Certificate) string { return c.Node.String() })
}

// Certificate is what is found out about a node; ErrNone: nothing.
func (s Checks) Certificate(ctx context.Context, a eth.Address) (dossier.Certificate, error) {
	return documents.GetBody[dossier.Certificate](ctx, s.docs, certificates, a.String())
}

// Certificates are those of all nodes, in no order.
func (s Checks) Certificates(ctx context.Context) ([]dossier.Certificate, error) {
	return documents.Scan[dossier.Certificate](ctx, s.docs, certificates)
}
