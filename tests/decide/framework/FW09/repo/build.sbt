libraryDependencies += "org.http4s" %% "http4s-ember-server" % "0.23.30"
