package gazetteer

import "math"

// The frame that shapes and points are projected into: the United States in
// Albers' equal-area projection, with Alaska at about a third of its size,
// Hawaii, and Puerto Rico with the Virgin Islands set in below. Guam, American
// Samoa and the Northern Marianas lie outside it.
const (
	FrameWidth  = 975
	FrameHeight = 610
)

// A conic is an equal-area conic projection (Snyder, Map Projections: A Working
// Manual, 1987, p. 100) of a part of the frame.
type conic struct {
	n, c, r0      float64
	meridian      float64 // degrees
	scale, dx, dy float64
}

func newConic(south, north, meridian, lat, lon, scale, x, y float64) conic {
	a, b := math.Sin(radians(south)), math.Sin(radians(north))
	p := conic{n: (a + b) / 2, meridian: meridian, scale: scale}
	p.c = 1 + a*(2*p.n-a)
	p.r0 = math.Sqrt(p.c) / p.n
	cx, cy := p.project(lat, lon)
	p.dx, p.dy = x-cx, y-cy
	return p
}

func radians(degrees float64) float64 { return degrees * math.Pi / 180 }

func (p conic) project(lat, lon float64) (x, y float64) {
	east := lon - p.meridian
	if east > 180 {
		east -= 360
	} else if east < -180 {
		east += 360
	}
	r := math.Sqrt(p.c-2*p.n*math.Sin(radians(lat))) / p.n
	a := p.n * radians(east)
	return p.dx + p.scale*r*math.Sin(a), p.dy - p.scale*(p.r0-r*math.Cos(a))
}

const scale = 1300

var (
	contiguous = newConic(29.5, 45.5, -96, 38.7, -96.6, scale, FrameWidth/2., FrameHeight/2.)
	alaska     = newConic(55, 65, -154, 58.5, -156, .35*scale, FrameWidth/2.-.307*scale, FrameHeight/2.+.201*scale)
	hawaii     = newConic(8, 18, -157, 19.9, -160, scale, FrameWidth/2.-.205*scale, FrameHeight/2.+.212*scale)
	caribbean  = newConic(8, 18, -66, 18.1, -65.9, 1.1*scale, FrameWidth/2.+.335*scale, FrameHeight/2.+.215*scale)
)

// Project returns where a point lies in the frame; false where it lies in none
// of its parts.
func Project(lat, lon float64) (x, y float64, ok bool) {
	switch {
	case lat > 50 && (lon < -129 || lon > 170):
		x, y = alaska.project(lat, lon)
	case lat > 17 && lat < 30 && lon < -150:
		x, y = hawaii.project(lat, lon)
	case lat > 17 && lat < 19 && lon > -68.5 && lon < -64:
		x, y = caribbean.project(lat, lon)
	case lat > 24 && lat < 50 && lon > -125.5 && lon < -66:
		x, y = contiguous.project(lat, lon)
	default:
		return 0, 0, false
	}
	return x, y, x >= 0 && y >= 0 && x <= FrameWidth && y <= FrameHeight
}
