module example.com/parcels

go 1.23

require (
	github.com/gofiber/fiber/v2 v2.52.5
	github.com/gin-gonic/gin v1.10.0 // indirect
)
