def service = evaluate(new File(basedir.parentFile.parentFile.parentFile, 'it/service.groovy'))
service.says(basedir, service.java(basedir), /.*MR-0219.*4\.2\.12\.Final.*4\.2\.9\.Final.*/)
return true
