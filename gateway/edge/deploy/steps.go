package deploy

import "berth/shared/wire"

// steps are those of a deployment that a client was told of. It is not safe for concurrent use.
type steps struct {
	told []wire.Progress
	from int // the number of the first of told, counted from the order's first step ever
}

// news are the steps that the client does not know, or not in these words, out of a list off whose front so many were cut.
func (s *steps) news(list []wire.Progress, dropped int) (news []wire.Progress) {
	for i, p := range list {
		if n := dropped + i - s.from; n < 0 || n >= len(s.told) || s.told[n] != p {
			news = append(news, p)
		}
	}
	s.told, s.from = list, dropped
	return news
}
