package read

import (
	"slices"

	"berth/gateway/manifest"
)

// Published is a port that a file leads to from outside.
type Published struct {
	manifest.Port
	Rank  int  // 0: the file says that it is HTTP; else what is most likely to be HTTP first
	Plain bool // the file says that it is not
	At    At
}

// plainPorts are those that do not speak HTTP, by long custom.
var plainPorts = []int{
	21, 22, 23, 25, 53, 110, 111, 119, 123, 137, 138, 139, 143, 161, 179, 194, 389, 427, 443, 445, 465, 514, 554, 587, 636, 853, 873, 989, 990, 992, 993, 995,
	1080, 1194, 1433, 1521, 1723, 1812, 1813, 1883, 1900, 1935, 2049, 2181, 2222, 2888, 3260, 3306, 3307, 3389, 3478, 3888, 4222, 4369, 5060, 5061, 5222, 5269,
	5349, 5432, 5433, 5671, 5672, 5900, 5901, 6379, 6380, 6432, 6667, 6697, 6881, 7687, 8554, 8883, 9042, 9092, 9094, 9300, 11211, 19132, 25565, 25575, 25672,
	26257, 26379, 26656, 27015, 27017, 27018, 28015, 30303, 33060, 51820,
}

// Serve chooses the port that the gateway serves: what the file says is HTTP, else the first that may be.
func Serve(s *manifest.Service, open []Published) {
	slices.SortStableFunc(open, func(a, b Published) int { return a.Rank - b.Rank })
	for _, p := range open {
		switch {
		case p.UDP:
			p.At.Note("UDP port %d is for the order's own services only", p.Port.Port)
		case s.Port == p.Target:
		case p.Rank > 0 && slices.Contains(plainPorts, p.Target):
			p.At.Note("port %d does not speak HTTP; the order's services reach it, and you by forward", p.Target)
		case s.Port == 0:
			s.Port = p.Target
		default:
			p.At.Note("a service has one HTTP port, %d; the order's services reach port %d, and you by forward", s.Port, p.Target)
		}
	}
}
